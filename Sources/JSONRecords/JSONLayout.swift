internal import CProcessor

/// The text between the values of an object, up to the first one that was read differently. The objects of a file
/// mostly have the same names in the same order, with the same white space: then no name needs to be read again.
struct JSONLayout {
    /// What precedes a value: the end in `bytes`, and where the name is, counted from the beginning.
    private struct Gap {
        let end: Int
        let name: Range<Int>
    }

    private var bytes: [UInt8] = []
    private var gaps: [Gap] = []

    /// Moves past the text before a value, if it is the same as in an earlier object.
    ///
    /// - Parameters:
    ///   - member: The number of the value in the object, from 0.
    ///   - cursor: The end of the value before, or the beginning of the object; on return, the beginning of the value.
    /// - Returns: The name, which has no escapes; nil, with the cursor where it was, if the text differs.
    @inline(__always)
    func skip(to member: Int, _ cursor: inout JSONCursor) -> UnsafeRawBufferPointer? {
        guard member < gaps.count else { return nil }
        let gap = gaps[member]
        let start = begin(of: member)
        let length = gap.end - start
        let rest = cursor.rest
        guard rest.count >= length, let text = rest.baseAddress else { return nil }
        // In bounds: both have as many bytes, and no gap is empty.
        guard bytes.withUnsafeBytes({ cbs_equal($0.baseAddress.unsafelyUnwrapped + start, text, length) != 0 })
        else { return nil }
        cursor.skip(length)
        // White space may follow that the earlier object did not have.
        cursor.skipWhiteSpace()
        return UnsafeRawBufferPointer(rebasing: rest[gap.name])
    }

    /// Keeps the text before a value; what was known of the values after it no longer counts.
    ///
    /// - Parameters:
    ///   - member: The number of the value. Those before it are known, or this one is not kept.
    ///   - text: From the end of the value before, or from the beginning of the object.
    ///   - name: Where the name is in it.
    mutating func note(_ member: Int, _ text: UnsafeRawBufferPointer, name: Range<Int>) {
        forget(from: member)
        guard gaps.count == member else { return }
        bytes += text
        gaps.append(Gap(end: bytes.count, name: name))
    }

    /// Drops what is known of a value and of those after it.
    mutating func forget(from member: Int) {
        guard member < gaps.count else { return }
        bytes.removeSubrange(begin(of: member)...)
        gaps.removeSubrange(member...)
    }

    private func begin(of member: Int) -> Int { member == 0 ? 0 : gaps[member - 1].end }
}
