internal import DelimitedText
internal import Recipients
import SystemCalls

extension ImportSource {
    /// The bytes, from the first.
    func open() throws(Failure) -> any ByteSource {
        switch self {
        case .file(let path): try FileSource(path: path)
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

extension ImportSource {
    /// How many bytes its rows take; nil if that is not known before they are read, as in a workbook.
    var progressTotal: Int? {
        switch self {
        case .bytes(let bytes, _): return bytes.count
        case .file(let path):
            var status = stat()
            guard ["csv", "tsv", "txt"].contains(path.lowercased().split(separator: ".").last ?? ""),
                stat(path, &status) == 0
            else { return nil }
            return Int(status.st_size)
        }
    }
}

extension RecordBatch.Records {
    /// The bytes from its first cell to its last one.
    var length: Int {
        guard count > 0 else { return 0 }
        let last = count - 1
        let end = cell(cellCount(of: last) - 1, of: last)
        guard let first = cell(0, of: 0).baseAddress, let lastStart = end.baseAddress else { return 0 }
        return max(0, lastStart - first + end.count)
    }
}
