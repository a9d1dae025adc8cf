internal import Account
internal import CommandLanguage
internal import DelimitedText
internal import Recipients

extension Evaluator {
    /// What an argument means to be read: a here-document itself, or the file that it names.
    func importSource(of file: Argument) throws(Diagnostic) -> ImportSource {
        let text = try text(of: file, .slot(.file))
        if case .heredoc = file.kind { return .bytes(Array(text.utf8), name: "here-document") }
        guard !text.isEmpty else {
            throw Diagnostic(CommandProblem.noInputName.failure, in: source, at: file.range)
        }
        return .file(place(text))
    }

    /// The rows of a file or a here-document.
    func fileCursor(_ file: Argument, _ options: [OptionUse]) throws(Diagnostic) -> any QueryCursor {
        let input = try importSource(of: file)
        let reading = try tableOptions(options)
        let table = try at(file.range, TableFile(input, reading))
        return ListCursor(table.columns.numberingRepeated(), table.rows) { $0.map(Value.optional) }
    }

    private func tableOptions(_ options: [OptionUse]) throws(Diagnostic) -> TableOptions {
        var reading = TableOptions()
        for use in options {
            guard let argument = use.argument, let option = OptionTaker.query.option(use.option) else { continue }
            let given = try text(of: argument, .value(of: use.option))
            let text = try at(argument.range, option.value(from: given))
            switch use.option {
            case .asForm: reading.form = TableOptions.Form(rawValue: text)
            case .delimiter: reading.delimiter = try delimiter(text, at: argument.range)
            case .encoding: reading.encoding = try encoding(text, at: argument.range)
            case .sheet: reading.sheet = text
            default: break
            }
        }
        return reading
    }

    // MARK: Options of every file that is read

    /// The byte of a `--delimiter`.
    func delimiter(_ text: String, at range: SourceRange) throws(Diagnostic) -> UInt8 {
        guard let byte = text.utf8.first, text.utf8.count == 1 else {
            throw Diagnostic(CommandProblem.notADelimiter(text).failure, in: source, at: range)
        }
        return byte
    }

    /// The encoding that an `--encoding` names.
    func encoding(_ name: String, at range: SourceRange) throws(Diagnostic) -> TextEncoding {
        guard let encoding = TextEncoding(name: name) else {
            throw Diagnostic(CommandProblem.notAnEncoding(name).failure, in: source, at: range)
        }
        return encoding
    }
}

extension [String] {
    /// The names; one that is the same as an earlier one gets the next number that is free: `a, b, a` becomes
    /// `a, b, a_2`.
    fileprivate func numberingRepeated() -> [String] {
        var taken = Set(self)
        var next: [String: Int] = [:]
        return map { name in
            guard var number = next[name] else {
                next[name] = 2
                return name
            }
            while !taken.insert("\(name)_\(number)").inserted { number += 1 }
            next[name] = number + 1
            return "\(name)_\(number)"
        }
    }
}
