internal import DelimitedText
import SystemCalls

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
