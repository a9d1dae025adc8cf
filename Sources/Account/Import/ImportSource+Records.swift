internal import DelimitedText
internal import Recipients

extension ImportSource {
    /// The bytes, from the first.
    func open() throws(Failure) -> any ByteSource {
        switch self {
        case .file(let path): try InputFile(path: path)
        case .bytes(let bytes, _): MemorySource(bytes)
        }
    }

    /// The rows, in the format that is asked for or that the name tells.
    func records(_ options: ImportOptions, encoding: TextEncoding?) throws -> any RecordSource {
        let format: ImportFormat =
            switch self {
            case .file(let path): options.format ?? ImportFormat(path: path)
            case .bytes: options.format ?? .csv
            }
        if let sheet = options.sheet, format != .xlsx {
            throw ImportProblem.noWorkbook(name, sheet: sheet).failure
        }
        switch format {
        case .csv:
            try ForeignFormat.check(self)
            let open = { try DelimitedFile(self, options, encoding: encoding) }
            let file = try open()
            return try AttributesFile(file, open) ?? file
        case .json, .jsonl: return try JSONFile(self, options, encoding: encoding)
        case .xlsx:
            guard case .file(let path) = self else { throw ImportProblem.workbookWithoutFile.failure }
            return try SpreadsheetFile(path: path, options)
        }
    }
}
