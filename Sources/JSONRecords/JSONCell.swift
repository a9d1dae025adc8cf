internal import DelimitedText

/// JSON values as cells.
enum JSONCell {
    /// Gives a cell the text of a value; `null` is an empty one, objects and arrays are compact JSON.
    @inline(__always)
    static func set(
        _ column: Int,
        to content: UnsafeRawBufferPointer,
        _ kind: JSONKind,
        _ builder: inout RecordBatchBuilder,
        _ scratch: inout [UInt8]
    ) throws(JSONDefect) {
        switch kind {
        case .null: builder.set(column, to: UnsafeRawBufferPointer(start: nil, count: 0))
        case .text, .word: builder.set(column, to: content)
        case .escapedText:
            try JSONTextDecoding.unescape(content, into: &scratch)
            scratch.withUnsafeBytes { builder.set(column, to: $0) }
        case .nested:
            JSONTextDecoding.compact(content, into: &scratch)
            scratch.withUnsafeBytes { builder.set(column, to: $0) }
        }
    }
}
