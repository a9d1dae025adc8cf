// Runs `cbs lsp` for the scripts that are open: problems, completion, help and layout come from the program itself.
"use strict";

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

/** @type {LanguageClient | undefined} */
let client;

async function start() {
  const program = workspace.getConfiguration("cbs").get("program", "cbs");
  client = new LanguageClient(
    "cbs",
    "cbs",
    { command: program, args: ["lsp"] },
    { documentSelector: [{ scheme: "file", language: "cbs" }, { scheme: "untitled", language: "cbs" }] }
  );
  // A program that is not there is told of by the client itself; colours do not need it.
  await client.start().catch((error) => client.error(`cannot run "${program} lsp"; see the setting cbs.program`, error));
}

exports.activate = async (context) => {
  if (workspace.isTrusted) return start();
  context.subscriptions.push(workspace.onDidGrantWorkspaceTrust(start));
};

exports.deactivate = () => client?.stop();
