import ArgumentParser
import CommandLanguage
import SystemCalls
import Terminal

/// `cbs manual`: prints the manual page, for Scripts/generate-docs.
struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "manual", shouldDisplay: false)

    func run() {
        let page = [
            Self.beginning, Self.usage, ".SH COMMANDS OF THE LANGUAGE", ManualText.commands, ".SH EXIT STATUS",
            Self.statuses, Self.end,
        ]
        let sink = DescriptorSink(descriptor: STDOUT_FILENO)
        sink.write(page.joined(separator: "\n") + "\n")
        sink.flush()
    }

    // MARK: What the parser knows

    /// The program's own options, and each subcommand with its own.
    private static var usage: String {
        var blocks = [".SH OPTIONS", entries("OPTIONS", of: Shell.helpMessage(columns: 4000)), ".SH SUBCOMMANDS"]
        let common = Set(entryLines("OPTIONS", of: Shell.helpMessage(columns: 4000)).map(\.name))
        for command in Shell.configuration.subcommands where command.configuration.shouldDisplay {
            let name = command.configuration.commandName ?? ""
            let help = Shell.helpMessage(for: command, columns: 4000)
            let own = (entryLines("ARGUMENTS", of: help) + entryLines("OPTIONS", of: help))
                .filter { !common.contains($0.name) }
            blocks += [
                ".SS \(ManualText.escaped("cbs \(name)"))", ManualText.paragraph(command.configuration.abstract),
            ]
            blocks += own.map(entry)
        }
        return blocks.joined(separator: "\n")
    }

    private static func entries(_ section: String, of help: String) -> String {
        entryLines(section, of: help).map(entry).joined(separator: "\n")
    }

    private static func entry(_ line: (name: String, meaning: String)) -> String {
        ".TP\n.B \(ManualText.escaped(line.name))\n\(ManualText.paragraph(line.meaning))"
    }

    /// The lines of a section of a help page: a name, then at least two blanks, then what it means.
    private static func entryLines(_ section: String, of help: String) -> [(name: String, meaning: String)] {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "\(section):") else { return [] }
        var entries: [(name: String, meaning: String)] = []
        for line in lines[(start + 1)...].prefix(while: { !$0.isEmpty }) {
            let text = line.drop { $0 == " " }
            if line.prefix(while: { $0 == " " }).count > 2, !entries.isEmpty {
                entries[entries.count - 1].meaning += entries[entries.count - 1].meaning.isEmpty ? text : " \(text)"
            } else if let gap = text.firstRange(of: "  ") {
                entries.append((String(text[..<gap.lowerBound]), String(text[gap.upperBound...].drop { $0 == " " })))
            } else {
                entries.append((String(text), ""))
            }
        }
        return entries
    }

    // MARK: What is written by hand

    private static let beginning = #"""
        .\" Written by Scripts/generate-docs from the program's options and its table of commands.
        .TH CBS 1 "2026-11-21" "\#(Shell.configuration.version)" "User Commands"
        .SH NAME
        cbs \- an e\-mail marketing account with automatic backups of its groups
        .SH SYNOPSIS
        .B cbs
        .RI [ option " ...] [" subcommand ]
        .br
        .B cbs \-c
        .I statements
        .SH DESCRIPTION
        .B cbs
        keeps groups of e\-mail recipients and, before every import, restore and
        deletion, a backup of the group as it was.
        On a terminal it is a shell for its small language; otherwise it reads
        statements from standard input.
        .B help
        within the shell explains every command, and
        .B "help keys"
        its keys.
        """#

    private static var statuses: String {
        ExitStatus.allCases.map { ".TP\n.B \($0.rawValue)\n\($0.meaning)" }.joined(separator: "\n")
    }

    private static let end = #"""
        .SH ENVIRONMENT
        .TP
        .B CBS_STORE
        the folder of the store, if \-\-store names none
        .TP
        .B XDG_DATA_HOME
        where the default store is: cbs/default in it, else in ~/.local/share
        .TP
        .B PAGER
        what shows listings that are longer than the window; less, if it is
        installed, and none for cat
        .TP
        .B NO_COLOR
        if set, nothing is coloured
        .TP
        .B CBS_COLORS
        the colours, as in header=1:dim=2:good=32:warning=33:bad=31, which are
        the standard ones; the numbers are those of ANSI's SGR sequences
        .TP
        .B EDITRC
        the settings of the line editor, else ~/.editrc; see editrc(5)
        .TP
        .B XDG_STATE_HOME
        where the statements typed so far are kept: cbs/history in it, else in
        ~/.local/state
        .SH FILES
        .TP
        .I ~/.local/share/cbs/default
        the default store; a store is one folder, and its format is documented in
        docs/store\-format.md
        .SH EXAMPLES
        .nf
        cbs \-c 'import list.csv into new group Newsletter'
        cbs \-\-simulate run restore.cbs group=Newsletter
        cbs \-\-format json \-c 'backups where deleted'
        cbs \-\-generate\-completion\-script bash > cbs.bash
        .fi
        .SH SEE ALSO
        .BR less (1),
        .BR sqlite3 (1),
        .BR restic (1)
        .PP
        In the sources, docs/README.md names all pages: docs/tutorial.md (a first
        restore), docs/how\-to (a deleted list, a wrong import, rehearsing, tests in a
        CI and more), docs/language.md (the reference), docs/importing.md,
        docs/program.md and docs/reliability.md.
        """#
}
