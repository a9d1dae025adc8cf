internal import Account
public import CommandLanguage
internal import Recipients

/// The text of a query's rows, built piece by piece.
public protocol QueryText: AnyObject {
    /// Adds a row, which has as many values as there are columns.
    func append(_ row: [Value])
    /// Marks the end of the rows.
    func end()
    /// Returns the text that has been added since the last call.
    func takeText() -> String
}

extension Interpreter {
    /// Writes the rows of a query to a file.
    func write(_ query: Query, to argument: Argument) throws(Diagnostic) -> CommandResult {
        let name = try step(evaluator.text(of: argument, .slot(.file)))
        if let wrong = CommandProblem(ofOutput: name) { throw problem(wrong.failure, at: argument.range) }
        let format = try format(of: query, name, argument)
        let overwrites = query.options.contains { $0.option == .overwrite }
        let count = try step(write(query, as: format, to: evaluator.place(name), overwrites: overwrites, argument))
        if !stage.isRehearsal { hasChanged = true }
        let done = wording.aboutFiles.did("wrote", "write")
        return CommandResult(
            Record([
                "command": .text("write"), "file": .text(name), "rows": .count(count),
                "rehearsed": .bool(stage.tellsRehearsal),
            ]), .confirmation(["\(done) \(counted(count, "row", "rows")) to \(name.quoted)"]))
    }

    private func format(of query: Query, _ name: String, _ file: Argument) throws(Diagnostic) -> RowFormat {
        if let argument = query.options.first(where: { $0.option == .format })?.argument,
            let option = OptionTaker.query.option(.format)
        {
            let text = try step(evaluator.text(of: argument, .value(of: .format)))
            let value = try evaluator.at(argument.range, option.value(from: text))
            if let format = RowFormat(rawValue: value) { return format }
        }
        guard let format = RowFormat(fileName: name) else {
            throw Diagnostic(CommandProblem.unknownExtension(name).failure, in: frame.source, at: file.range)
        }
        return format
    }

    private func write(
        _ query: Query,
        as format: RowFormat,
        to place: UserFile,
        overwrites: Bool,
        _ argument: Argument
    ) throws(Diagnostic) -> Int {
        let open = try evaluator.open(query)
        guard let text = settings.makeQueryText?(format, open.columns) else {
            throw problem(.nothingRenders, at: argument.range)
        }
        let file = try evaluator.at(argument.range, place.begin(overwrites: overwrites))
        var count = 0
        do throws(Diagnostic) {
            try evaluator.forEachRow(of: open) { (cells) throws(Diagnostic) in
                text.append(cells.row)
                count += 1
                if count % 1000 == 0 { try evaluator.at(argument.range, file.write(text.takeText())) }
                return true
            }
            text.end()
            try evaluator.at(argument.range, file.write(text.takeText()))
            try evaluator.at(argument.range, file.finish())
        } catch {
            file.abandon()
            throw error
        }
        return count
    }
}
