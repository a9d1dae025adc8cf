/// The texts that a workbook's cells share.
final class SharedStrings: XMLHandler {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var isInText = false
    private var phoneticDepth = 0
    private(set) var problem: SpreadsheetProblem?

    /// How much text they may be together; it is held in memory.
    private static let maximumBytes = 512 << 20

    /// What a cell with this number holds; nil if there is no such text.
    func text(_ index: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "t" {
            isInText = phoneticDepth == 0
        } else if name == "rPh" {
            phoneticDepth += 1
        }
    }

    func end(_ name: XMLName) {
        if name == "t" {
            isInText = false
        } else if name == "rPh" {
            phoneticDepth -= 1
        } else if name == "si" {
            ends.append(bytes.count)
        }
    }

    func characters(_ text: UnsafeRawBufferPointer) {
        guard isInText else { return }
        if bytes.count + text.count > Self.maximumBytes {
            problem = .tooLarge("its texts are more than \(Self.maximumBytes >> 20) MiB")
        } else {
            bytes.append(contentsOf: text)
        }
    }
}
