/// A place in a document as the protocol counts: lines from 0, and units of the encoding within the line.
struct TextPosition: Comparable {
    let line: Int
    let character: Int

    static func < (left: TextPosition, right: TextPosition) -> Bool {
        (left.line, left.character) < (right.line, right.character)
    }
}
