internal import Account
internal import CommandLanguage
internal import DelimitedText
internal import Recipients

extension CommandRunner {
    func importRows() throws(Diagnostic) -> CommandResult {
        let target = ImportTarget(try group(), isNew: call.has(.new))
        let interface = try interface()
        var options = try importOptions()
        if try asksByItself(options) { options.guardAction = .ask }
        var request = ImportRequest(try importSource(), into: target, options: options, via: interface)
        request.note = try option(.note)
        let result = try placing(account.importRows(request, confirm: confirmation))
        let words = result.words(wording, isRestore: false)
        let showsColumns = context.isAtPrompt && result.assignsColumns
        return commandResult(
            result.record(command: call.verb),
            showsColumns ? .imported(words, columns: result.columns) : .confirmation(words),
            warnings: result.warnings,
            notes: result.notes(wording.aboutFiles, namesColumns: !showsColumns))
    }

    /// Whether the guard asks without `--guard ask`: it does at the prompt, where it would warn elsewhere.
    private func asksByItself(_ options: ImportOptions) throws(Diagnostic) -> Bool {
        guard options.guardAction == nil, context.confirm != nil, !wording.isRehearsal else { return false }
        return try placing(account.settings).guardAction == .warn
    }

    private func importSource() throws(Diagnostic) -> ImportSource {
        let input = call.required(.input)
        guard input.isWord("-") else { return try evaluator.importSource(of: input) }
        guard let read = context.readStandardInput else { throw problem(.standardInputTaken, at: input.range) }
        return .bytes(try evaluator.at(input.range, read()), name: "standard input")
    }

    private func importOptions() throws(Diagnostic) -> ImportOptions {
        var options = ImportOptions()
        options.mode = try mode()
        options.emptyCells = try option(.empty).flatMap(EmptyCells.init) ?? .keep
        options.resubscribes = call.option(.resubscribe) != nil
        options.isStrict = call.option(.strict) != nil
        options.delimiter = try option(.delimiter).map { (text) throws(Diagnostic) in
            try evaluator.delimiter(text, at: place(of: .delimiter))
        }
        options.encoding = try option(.encoding).map { (name) throws(Diagnostic) in
            try evaluator.encoding(name, at: place(of: .encoding))
        }
        options.format = try option(.format).flatMap(ImportFormat.init)
        options.sheet = try option(.sheet)
        options.guardAction = try option(.guardAction).flatMap(GuardAction.init)
        if options.guardAction == .ask, context.confirmIfTold == nil {
            throw problem(.nobodyToAsk, at: place(of: .guardAction))
        }
        if let file = try option(.rejects) {
            guard !file.isEmpty else {
                throw problem(.noFileName, at: place(of: .rejects))
            }
            guard ImportFormat(path: file) == .csv else {
                throw problem(.rejectsAreCSV(file), at: place(of: .rejects))
            }
            options.rejects = context.file(file)
        }
        for use in call.options(.map) {
            guard case .mapping(let column, let field) = use.value else { continue }
            let name = try evaluator.text(of: column, .part(.column))
            var fieldName: String?
            if let field { fieldName = try evaluator.text(of: field, .part(.field)) }
            options.mappings.append(.init(column: name, field: fieldName == "" ? nil : fieldName))
        }
        return options
    }

    func mode() throws(Diagnostic) -> ImportMode {
        try option(.mode).flatMap(ImportMode.init) ?? .updateAdd
    }

    private func place(of option: OptionName) -> SourceRange {
        let use = call.option(option)
        return use?.argument?.range ?? use?.range ?? call.range
    }
}
