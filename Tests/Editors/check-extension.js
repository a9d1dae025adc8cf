// For Scripts/test-editors: runs the extension with stand-ins for Visual Studio Code and its client.
"use strict";

const assert = require("assert");
const Module = require("module");

let calls = [];
let isTrusted = true;
let isThere = true;

class LanguageClient {
  constructor(id, name, server, options) { calls.push([server.command, ...server.args, options.documentSelector[0].language]); }
  async start() { calls.push("start"); if (!isThere) throw new Error("ENOENT"); }
  error(message) { calls.push(message); }
  async stop() { calls.push("stop"); }
}
const workspace = {
  get isTrusted() { return isTrusted; },
  onDidGrantWorkspaceTrust: (then) => then,
  getConfiguration: (section) => ({ get: (key, standard) => (section === "cbs" && key === "program" ? "/opt/cbs" : standard) }),
};
const standIns = { vscode: { workspace }, "vscode-languageclient/node": { LanguageClient } };
const load = Module._load;
Module._load = (name, ...rest) => standIns[name] ?? load(name, ...rest);
const extension = require("../../docs/editors/vscode/extension.js");

async function check() {
  const context = { subscriptions: [] };
  await extension.activate(context);
  await extension.deactivate();
  assert.deepStrictEqual(calls, [["/opt/cbs", "lsp", "cbs"], "start", "stop"]);

  calls = [];
  isThere = false;
  await extension.activate(context);
  assert.strictEqual(calls[2], 'cannot run "/opt/cbs lsp"; see the setting cbs.program');

  // Nothing runs in a folder that is not trusted, until it is.
  calls = [];
  isThere = true;
  isTrusted = false;
  await extension.activate(context);
  assert.deepStrictEqual(calls, []);
  await context.subscriptions[0]();
  assert.strictEqual(calls[1], "start");
}

check().catch((error) => { console.error(error); process.exit(1); });
