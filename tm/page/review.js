"use strict";
// The page of a review: what is decided goes into the table that the page
// carries along, in the element "review", and both can be saved.  Nothing is
// sent anywhere.
(function () {
    var data = document.getElementById("review");
    var unescape = function (text) {
        return text.replace(/&lt;/g, "<").replace(/&amp;/g, "&");
    };
    var escape = function (text) {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    };
    // The mark is the first cell of a record; records of beads are numbered
    // as the rows of the page are.  A cell in quotation marks may hold a line
    // end, so records are not just lines.
    var records = unescape(data.textContent).match(/(?:"(?:[^"]|"")*"|[^"\n])*\n/g) || [];
    var places = [];
    records.forEach(function (record, i) {
        if (!/^(#|mark\t|story\t|\s*$)/.test(record)) {
            places.push(i);
        }
    });

    var words = { "?": "not decided", "yes": "accepted", "no": "rejected" };

    function markOf(n) {
        return records[places[n]].split("\t", 1)[0];
    }

    function show(row, n) {
        var mark = markOf(n);
        row.querySelectorAll("input").forEach(function (input) {
            input.checked = input.value === mark;
            input.toggleAttribute("checked", input.checked);
        });
        if (words[mark] && row.querySelector("input")) {
            row.querySelector(".label").textContent = words[mark];
        }
        row.classList.toggle("yes", mark === "yes");
        row.classList.toggle("no", mark === "no");
    }

    function decide(row, n, mark) {
        var record = records[places[n]];
        records[places[n]] = mark + record.slice(record.indexOf("\t"));
        data.textContent = escape(records.join(""));
        show(row, n);
        count();
    }

    function count() {
        var open = 0, yes = 0, no = 0;
        places.forEach(function (place, n) {
            var mark = markOf(n);
            open += mark === "?";
            yes += mark === "yes";
            no += mark === "no";
        });
        document.getElementById("count").textContent =
            yes + " accepted, " + no + " rejected, " + open + " not decided";
    }

    function save(name, type, text) {
        var link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([text], { type: type }));
        link.download = name;
        link.click();
        URL.revokeObjectURL(link.href);
    }

    var rows = document.querySelectorAll("tr[data-row]");
    rows.forEach(function (row) {
        var n = Number(row.dataset.row);
        show(row, n);
        row.addEventListener("change", function (event) {
            decide(row, n, event.target.value);
        });
    });
    document.getElementById("save-table").addEventListener("click", function () {
        save("review.tsv", "text/tab-separated-values", unescape(data.textContent));
    });
    document.getElementById("save-page").addEventListener("click", function () {
        save("review.html", "text/html", "<!DOCTYPE html>\n" + document.documentElement.outerHTML + "\n");
    });
    document.getElementById("tools").hidden = false;
    count();
}());
