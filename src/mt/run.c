/*
 * run.c - a batch of segments through an engine, whatever the engine does.
 *
 * What the cache knows is taken from there.  The rest is cut into tasks, as
 * even as the engine's limits allow, and up to four of them are under way at
 * once.  What comes back decides what happens next:
 *
 *   an answer         taken, kept, counted
 *   busy, broken off  the same again, after a pause that doubles (0.5 s, 1 s,
 *                     2 s ...) and is drawn by lot between half and whole,
 *                     so that many clients do not come back in step; or
 *                     after as long as the server asks for (Retry-After)
 *   unknown form      the next form (schema, object, prompt), from now on
 *   an odd answer     the next form for this task; then its two halves;
 *                     then each segment alone; then that one again
 *   too long          two halves; then each alone
 *   this text         only when it is alone is it given up; others go on
 *   no key, no quota  nothing more is sent
 *
 * A run ends with its last task, at its deadline, after too many retries, or
 * with its budget.  What is under way then is waited for: it is paid for.
 *
 * A server that makes no sense of three single segments, and never made any,
 * is not the engine it is taken for; nothing more is sent to it.
 */
#include "mt/run.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum { ODD_MOST = 3, PAUSE_MOST_MS = 60000, NAP_MS = 1000 };

/* ------------------------------------------------------------- the plan */

/* Room for a task that was cut out of another; ranges never overlap, so
 * there are never more tasks than segments. */
static void push(struct run *run, struct task task)
{
    run->tasks[run->task_count++] = task;
}

/* How many of the segments from `first` on make one request. */
static size_t batch_size(const struct run *run, size_t first, size_t most)
{
    const struct mt_limits *limits = &run->engine->limits;
    size_t taken = 0, bytes = 0;

    while (first + taken < run->todo_count && taken < most) {
        size_t len = run->todo[first + taken].text.len;
        if (taken && bytes + len > limits->bytes)
            break;
        bytes += len;
        taken++;
    }
    return taken;
}

/* Requests of about the same size: 12 segments at 10 a request are 6 and 6. */
static void cut(struct run *run)
{
    size_t most = run->engine->limits.texts ? run->engine->limits.texts : 1;
    size_t requests = (run->todo_count + most - 1) / most;
    size_t even = requests ? (run->todo_count + requests - 1) / requests : 0;

    for (size_t first = 0; first < run->todo_count;) {
        size_t count = batch_size(run, first, even);
        push(run, (struct task){ .first = first, .count = count });
        first += count;
    }
}

static enum barq_status give_up(struct run *run, size_t todo,
                                const struct barq_error *why)
{
    struct mt_result *result = &run->results[run->place[todo]];

    result->reason = arena_text(run->room->keep, text_of(why->message));
    if (!run->status) {
        run->status = BARQ_E_ENGINE;
        run->why = *why;
    }
    return result->reason.at ? BARQ_OK : fail_nomem(&run->why, "for a reason");
}

static void stop(struct run *run, const struct barq_error *why)
{
    if (run->stopped)
        return;
    run->stopped = true;
    run->task_count = 0;
    run->status = why->status ? why->status : BARQ_E_ENGINE;
    run->why = *why;
}

/* Into the list of what is to be sent; or an answer of old; or too long. */
static enum barq_status sort_one(struct run *run, size_t i,
                                 struct barq_error *err)
{
    const struct mt_segment *segment = &run->batch->segments[i];
    const struct mt_config *config = &run->engine->config;
    struct barq_text known;
    enum barq_status status = purse_recall(
        &run->purse, run->batch->from, segment, &known, run->room->keep, err);

    if (status)
        return status;
    if (known.at) {
        run->results[i].text = known;
        run->engine->use.cached++;
        run->engine->use.segments++;
        return BARQ_OK;
    }
    run->todo[run->todo_count] = *segment;
    run->place[run->todo_count] = i;
    if (!config->kind->longest || segment->text.len <= config->kind->longest) {
        run->todo_count++;
        return BARQ_OK;
    }
    struct barq_error why;
    fail(&why, BARQ_E_ENGINE, 0, "%s: takes no text of more than %zu bytes",
         config->name.at, config->kind->longest);
    return give_up(run, run->todo_count, &why);
}

static enum barq_status plan(struct run *run, struct barq_error *err)
{
    enum barq_status status = BARQ_OK;
    int64_t characters = 0;

    for (size_t i = 0; i < run->batch->count && !status; i++)
        status = sort_one(run, i, err);
    if (status)
        return status;
    for (size_t i = 0; i < run->todo_count; i++)
        characters += purse_cost(&run->purse, &run->todo[i]);
    purse_estimate(&run->purse, run->todo_count, characters);
    cut(run);
    return BARQ_OK;
}

/* -------------------------------------------------------------- starting */

static struct mt_batch part_of(const struct run *run, struct task task)
{
    return (struct mt_batch){ run->batch->from, run->batch->to,
                              run->todo + task.first, task.count, task.form };
}

static int64_t cost_of(const struct run *run, struct task task)
{
    int64_t characters = 0;

    for (size_t i = 0; i < task.count; i++)
        characters += purse_cost(&run->purse, &run->todo[task.first + i]);
    return characters;
}

/* The first task, in the order of the story, whose time has come; -1: none
 * now.  *wait_ms: until one has. */
static int next_due(const struct run *run, int64_t now, int *wait_ms)
{
    int best = -1;
    int64_t wait = NAP_MS;

    for (size_t i = 0; i < run->task_count; i++) {
        int64_t due = run->tasks[i].due_ms;
        due = due > run->pause_until_ms ? due : run->pause_until_ms;
        if (due > now && due - now < wait)
            wait = due - now;
        if (due <= now &&
            (best < 0 || run->tasks[i].first < run->tasks[best].first))
            best = (int)i;
    }
    *wait_ms = (int)wait;
    return best;
}

static struct task pull(struct run *run, int index)
{
    struct task task = run->tasks[index];

    run->tasks[index] = run->tasks[--run->task_count];
    return task;
}

static void split(struct run *run, struct task task)
{
    struct task left = task, right = task;

    left.count = task.count / 2;
    right.first += left.count;
    right.count -= left.count;
    push(run, left);
    push(run, right);
}

/* Does the budget allow the task?  If not, try a part of it, or wait for
 * what is under way, or stop. */
static bool can_pay(struct run *run, struct task task)
{
    struct barq_error why;

    if (cost_of(run, task) <= purse_left(&run->purse))
        return true;
    if (task.count > 1) {
        split(run, task);
    } else if (transport_running(run->engine->transport)) {
        task.due_ms = transport_now_ms() + NAP_MS / 10;
        push(run, task);
    } else {
        purse_empty(&run->purse, &why);
        stop(run, &why);
    }
    return false;
}

static void send(struct run *run, struct task task)
{
    struct barq_error why = { 0 };
    struct mt_request request;
    struct mt_batch part = part_of(run, task);
    int slot = transport_free_slot(run->engine->transport);
    struct under_way *way = &run->way[slot];
    struct arena room = way->room;
    int64_t left = run->end_ms - transport_now_ms();
    int most_ms = run->engine->limits.total_ms;

    if (left < most_ms)
        most_ms = left > 1 ? (int)left : 1;
    enum barq_status status = run->engine->config.kind->request(
        &run->engine->config, &part, &request, &room, &why);
    if (!status)
        status =
            transport_start(run->engine->transport, &request, most_ms, &why);
    if (status) {
        stop(run, &why);
        return;
    }
    way->task = task;
    way->characters = cost_of(run, task);
    run->purse.under_way += way->characters;
    run->engine->use.requests++;
}

/* Fill the free slots; returns how long to wait for the next due task. */
static int start_due(struct run *run)
{
    int wait_ms = NAP_MS;

    while (!run->stopped && run->task_count &&
           transport_free_slot(run->engine->transport) >= 0) {
        int64_t now = transport_now_ms();
        int index = next_due(run, now, &wait_ms);
        if (now >= run->end_ms) {
            struct barq_error why;
            fail(&why, BARQ_E_ENGINE, 0,
                 "%s: not done after %d s (run_timeout in barq.ini)",
                 run->engine->config.name.at,
                 run->engine->limits.run_ms / 1000);
            stop(run, &why);
        }
        if (run->stopped || index < 0)
            break;
        struct task task = pull(run, index);
        if (can_pay(run, task))
            send(run, task);
    }
    return wait_ms;
}

/* ---------------------------------------------------- what came of it */

int mt_backoff_ms(int base_ms, int tries, int retry_after_ms, uint32_t lot)
{
    int64_t pause = base_ms;

    for (int i = 1; i < tries && pause < PAUSE_MOST_MS; i++)
        pause *= 2;
    if (pause > PAUSE_MOST_MS)
        pause = PAUSE_MOST_MS;
    pause = pause / 2 + (int64_t)lot % (pause / 2 + 1);
    return (int)(pause > retry_after_ms ? pause : retry_after_ms);
}

/* xorshift: a lot for the pauses, not a secret. */
static uint32_t draw(struct run *run)
{
    run->lot ^= run->lot << 13;
    run->lot ^= run->lot >> 17;
    run->lot ^= run->lot << 5;
    return run->lot;
}

static void retry(struct run *run, struct task task,
                  const struct transport_done *done, struct barq_error *why)
{
    const struct mt_limits *limits = &run->engine->limits;
    int64_t now = transport_now_ms();
    int asked = done->reply.retry_after_ms;

    task.tries += done->timed_out ? 2 : 1; /* it may have been billed */
    int pause = mt_backoff_ms(limits->backoff_ms, task.tries, asked, draw(run));
    bool late = asked > PAUSE_MOST_MS || now + pause >= run->end_ms;
    if (late && asked) {
        char words[sizeof(why->message)];
        snprintf(words, sizeof(words), "%s", why->message);
        fail(why, BARQ_E_ENGINE, why->cause, "%.340s (wait %d s, it says)",
             words, asked / 1000);
    }
    if (late || task.tries > limits->retries ||
        run->retries >= limits->run_retries) {
        stop(run, why);
        return;
    }
    run->retries++;
    task.due_ms = now + pause;
    if (asked || done->reply.http_status == 429)
        run->pause_until_ms = task.due_ms; /* that goes for all of us */
    push(run, task);
}

/* In halves, then one by one; what is alone is given up. */
static void make_smaller(struct run *run, struct task task,
                         const struct barq_error *why)
{
    if (task.count == 1) {
        if (give_up(run, task.first, why))
            stop(run, &run->why);
        return;
    }
    task.tries = 0;
    if (!task.halved) {
        task.halved = true;
        split(run, task);
        return;
    }
    for (size_t i = 0; i < task.count; i++) {
        struct task one = task;
        one.first += i;
        one.count = 1;
        push(run, one);
    }
}

/* One segment, asked for in the last form there is, and still no sense in
 * the answer.  A server that has made sense before may do so again. */
static void ask_again(struct run *run, struct task task,
                      const struct barq_error *why)
{
    const struct mt_limits *limits = &run->engine->limits;

    if (!run->good && ++run->odd >= ODD_MOST) {
        stop(run, why);
    } else if (run->good && task.tries < limits->retries &&
               run->retries < limits->run_retries) {
        run->retries++;
        task.tries++;
        task.due_ms = transport_now_ms() +
                      mt_backoff_ms(limits->backoff_ms, 1, 0, draw(run));
        push(run, task);
    } else {
        make_smaller(run, task, why);
    }
}

static void change_form(struct run *run, struct task task,
                        enum mt_trouble trouble, struct barq_error *why)
{
    bool more = task.form + 1 < run->engine->config.kind->forms;

    if (!more && trouble == MT_FORM) {
        stop(run, why);
    } else if (!more && task.count > 1) {
        make_smaller(run, task, why);
    } else if (!more) {
        ask_again(run, task, why);
    } else {
        task.form++;
        if (trouble == MT_FORM && run->form < task.form)
            run->form = task.form; /* the server will not learn it today */
        push(run, task);
    }
}

static void take_answers(struct run *run, struct task task,
                         const struct barq_text *answers)
{
    run->good = true;
    for (size_t i = 0; i < task.count; i++)
        run->results[run->place[task.first + i]].text = answers[i];
    run->engine->use.segments += task.count;
}

static void go_on(struct run *run, struct task task, enum mt_trouble trouble,
                  const struct transport_done *done, struct barq_error *why)
{
    if (run->stopped)
        return;
    switch (trouble) {
    case MT_FINE:
        break;
    case MT_BUSY:
        retry(run, task, done, why);
        break;
    case MT_FORM:
    case MT_ODD:
        change_form(run, task, trouble, why);
        break;
    case MT_LONG:
    case MT_TEXT:
        make_smaller(run, task, why);
        break;
    default:
        stop(run, why);
    }
}

static void tell(const struct run *run, struct task task,
                 const struct transport_done *done, const char *why)
{
    const struct barq_engine *engine = run->engine;
    char line[600], what[40];

    if (!engine->say)
        return;
    snprintf(what, sizeof(what), "%ld", done->reply.http_status);
    snprintf(line, sizeof(line), "%s: %zu segments: %s in %d ms%s%s%s",
             engine->config.name.at, task.count,
             done->trouble ? "no answer" : what, done->ms,
             done->reused ? ", connection kept" : "", *why ? ": " : "", why);
    engine->say(engine->context, true, line);
}

/* Was it billed, or can it have been? */
static bool may_be_billed(const struct transport_done *done)
{
    return done->trouble ? done->sent && !done->reply.http_status
                         : done->reply.http_status < 300;
}

static void settle(struct run *run, const struct transport_done *done)
{
    struct under_way *way = &run->way[done->slot];
    struct mt_batch part = part_of(run, way->task);
    struct barq_error why = done->err, trouble_with_memory;
    enum mt_trouble trouble = done->trouble;

    run->purse.under_way -= way->characters;
    if (!trouble)
        trouble = mt_answer(&run->engine->config, &part, &done->reply,
                            run->answers, run->room->keep, &why);
    mt_hide_key(run->engine->config.key, why.message);
    tell(run, way->task, done, trouble ? why.message : "");
    if (!trouble)
        take_answers(run, way->task, run->answers);
    if (purse_note(&run->purse, &part, trouble ? NULL : run->answers,
                   may_be_billed(done) ? way->characters : 0,
                   &trouble_with_memory))
        stop(run, &trouble_with_memory);
    go_on(run, way->task, trouble, done, &why);
}

/* -------------------------------------------------------------- the run */

static void work(struct run *run)
{
    struct transport *transport = run->engine->transport;
    struct transport_done done;

    while (run->task_count || transport_running(transport)) {
        for (size_t i = 0; i < run->task_count; i++)
            if (run->tasks[i].form < run->form)
                run->tasks[i].form = run->form;
        int wait_ms = start_due(run);
        if ((run->task_count || transport_running(transport)) &&
            transport_wait(transport, wait_ms, &done))
            settle(run, &done);
    }
}

static enum barq_status make_room(struct run *run, struct barq_error *err)
{
    struct arena *scratch = &run->room->scratch;
    size_t count = run->batch->count + 1;

    run->todo = arena_new(scratch, struct mt_segment, count);
    run->place = arena_new(scratch, size_t, count);
    run->answers = arena_new(scratch, struct barq_text, count);
    run->tasks = arena_new(scratch, struct task, count);
    if (!run->todo || !run->place || !run->answers || !run->tasks)
        return fail_nomem(err, "for a run through an engine");
    size_t share = (size_t)(scratch->end - scratch->at) / TRANSPORT_SLOTS_MOST;
    for (size_t i = 0; i < TRANSPORT_SLOTS_MOST; i++)
        run->way[i].room = arena_over(scratch->at + i * share, share);
    return BARQ_OK;
}

enum barq_status mt_translate(struct barq_engine *engine,
                              struct barq_memory *memory,
                              const struct mt_batch *batch,
                              struct mt_result *results, struct mt_room *room,
                              struct barq_error *err)
{
    struct run run = {
        .engine = engine,
        .batch = batch,
        .results = results,
        .room = room,
        .form = batch->form,
        .end_ms = transport_now_ms() + engine->limits.run_ms,
        .lot = (uint32_t)transport_now_ms() | 1,
    };

    for (size_t i = 0; i < batch->count; i++)
        results[i] = (struct mt_result){ 0 };
    enum barq_status status = purse_open(&run.purse, engine, memory, err);
    if (!status)
        status = make_room(&run, err);
    if (!status)
        status = plan(&run, err);
    if (!status && run.task_count)
        status = engine_connect(engine, err);
    if (!status && run.task_count)
        work(&run);
    if (!status && run.status)
        status = fail(err, run.status, run.why.cause, "%s", run.why.message);
    if (status && err)
        mt_hide_key(engine->config.key, err->message);
    return status;
}
