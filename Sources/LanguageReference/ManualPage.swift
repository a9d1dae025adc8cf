import CommandLanguage

/// The manual page of the program, in the format of man(7).
public struct ManualPage {
    /// An option or an argument of the program.
    public struct Entry {
        /// The name, and the value that it takes.
        public let name: String
        let meaning: String

        /// An entry as the program's own help shows it; both texts are on one line.
        public init(name: String, meaning: String) {
            self.name = name
            self.meaning = meaning
        }
    }

    /// A subcommand of the program, with the arguments and options that it takes besides those of every subcommand.
    public struct Subcommand {
        let name: String
        let summary: String
        let entries: [Entry]

        /// A subcommand such as `run`, with one line about it, and its arguments and options.
        public init(name: String, summary: String, entries: [Entry]) {
            self.name = name
            self.summary = summary
            self.entries = entries
        }
    }

    private let version: String
    private let day: String
    private let options: [Entry]
    private let subcommands: [Subcommand]

    /// A page for a program with these options and subcommands; what it says of the language comes from the tables.
    ///
    /// - Parameters:
    ///   - version: The program's name and the number of its version.
    ///   - day: The day of the release: `2026-11-28`.
    ///   - options: The options of every subcommand.
    ///   - subcommands: The subcommands that people use.
    public init(version: String, day: String, options: [Entry], subcommands: [Subcommand]) {
        self.version = version
        self.day = day
        self.options = options
        self.subcommands = subcommands
    }

    /// The page, with a line end after the last line.
    public var text: String {
        let usage = [".SH OPTIONS"] + options.map(text(of:)) + [".SH SUBCOMMANDS"] + subcommands.flatMap(blocks(of:))
        let parts = [
            beginning, usage.joined(separator: "\n"), ".SH COMMANDS OF THE LANGUAGE", commands, ".SH EXIT STATUS",
            statuses, Self.end,
        ]
        return parts.joined(separator: "\n") + "\n"
    }

    private func blocks(of subcommand: Subcommand) -> [String] {
        [".SS \(Self.escaped("cbs \(subcommand.name)"))", Self.paragraph(subcommand.summary)]
            + subcommand.entries.map(text(of:))
    }

    private func text(of entry: Entry) -> String {
        ".TP\n.B \(Self.escaped(entry.name))\n\(Self.paragraph(entry.meaning))"
    }

    /// The commands of the language, each with its syntax, summary and options.
    private var commands: String {
        let sections = Command.Category.allCases.map { category in
            let entries = CommandTable.all.filter { $0.category == category }.map(entry(of:))
            return ([".SS \(category.rawValue)"] + entries).joined(separator: "\n")
        }
        return sections.joined(separator: "\n")
    }

    private func entry(of command: Command) -> String {
        var lines = [".TP", ".B \(Self.escaped(command.syntax))", Self.paragraph(command.summary)]
        if !command.options.isEmpty { lines.append(".RS") }
        for option in command.options {
            var meaning = option.summary
            if let standard = option.standard, option.valueKind != .flag { meaning += " (default: \(standard))" }
            lines += [".TP", ".B \(Self.escaped(option.usage))", Self.paragraph(meaning)]
        }
        if !command.options.isEmpty { lines.append(".RE") }
        return lines.joined(separator: "\n")
    }

    private var statuses: String {
        ExitStatus.allCases.map { ".TP\n.B \($0.rawValue)\n\($0.meaning)" }.joined(separator: "\n")
    }

    // MARK: Text for man(7)

    /// A line of text, escaped so that nothing in it is a request or an escape.
    private static func escaped(_ text: String) -> String {
        let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return text.first == "." || text.first == "'" ? "\\&" + text : text
    }

    /// A paragraph, wrapped at 80 columns.
    private static func paragraph(_ text: String) -> String {
        text.wrapped(indentation: 0).map(escaped).joined(separator: "\n")
    }

    // MARK: What is written by hand

    private var beginning: String {
        #"""
        .\" Written by Scripts/generate-docs from the program's options and its table of commands.
        .TH CBS 1 "\#(day)" "\#(version)" "User Commands"
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
    }

    private static let end = #"""
        .SH ENVIRONMENT
        .TP
        .B CBS_STORE
        the place of the store, unless \-\-store names one
        .TP
        .B CBS_USER
        who the log says makes a change, if it is not to be the operating system's
        user
        .TP
        .BR PGPASSWORD ", " PGSERVICE " and so on"
        how a server is reached, as libpq reads them
        .TP
        .B HOME
        what ~/ means in statements
        .TP
        .B XDG_DATA_HOME
        where the default store is: cbs/default in it, else in ~/.local/share
        .TP
        .B PAGER
        what shows listings that are longer than the window; less, if it is
        installed, and nothing if PAGER is empty or cat
        .TP
        .B LESS
        the options of less; if it is not set, they are RFX
        .TP
        .B TERM
        dumb for no line editor, no pager, no progress bars and no colours
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
        .TP
        .B TMPDIR
        where large files of an account on a server are kept while they are read
        or written, else /tmp
        .TP
        .B TZDIR
        where the time zones are, else the system's folder
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
