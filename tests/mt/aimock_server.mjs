// aimock_server.mjs FOLDER - @copilotkit/aimock, installed in FOLDER, as a translator that answers in JSON by id.
//
// The name of the model says how it behaves: "good"; "drops" leaves out a segment whenever there are several; "doubles"
// runs the last two together; "noschema" refuses response_format and its like; "cut" stops at its limit for more than
// two segments. Prints its port, and stops when its standard input closes.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(process.argv[2] + "/x.js"));
const { LLMock } = require("@copilotkit/aimock");
const mock = new LLMock({ port: 0, host: "127.0.0.1", logLevel: "silent" });

const textOf = (content) => (typeof content === "string" ? content : content.map((part) => part.text ?? "").join(""));

function answer(request) {
  const user = request.messages.filter((m) => m.role === "user").pop();
  const { segments } = JSON.parse(textOf(user.content));
  const asked = request.response_format ?? request.format ?? request.output_config;
  if (request.model === "noschema" && asked) return { error: { message: "response_format is not supported", type: "invalid_request_error" }, status: 400 };
  const said = Object.fromEntries(segments.map((s) => [s.id, "EN " + s.text]));
  if (segments.length > 1 && request.model === "drops") delete said.s1;
  if (segments.length > 1 && request.model === "doubles") {
    said["s" + (segments.length - 1)] += " " + said["s" + segments.length];
    delete said["s" + segments.length];
  }
  const cut = request.model === "cut" && segments.length > 2;
  return { content: JSON.stringify(said), ...(cut ? { finishReason: "length" } : {}) };
}

mock.on({ predicate: () => true }, answer);
await mock.start();
console.log(new URL(mock.url).port);
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
