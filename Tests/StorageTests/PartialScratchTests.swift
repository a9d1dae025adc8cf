import StoreTestSupport
import TestSupport
import Testing

@testable import Storage

@Suite struct PartialScratchTests {
    /// In memory, and in a file.
    @Test(arguments: [1 << 20, 0]) func partsComeInAnyOrder(limit: Int) throws {
        let size = 300_001
        let folder = try TemporaryFolder()
        let scratch = try PartialScratch(size: size, in: folder.path, memory: limit)
        #expect(scratch.mapped.bytes.count == size && scratch.mapped.bytes.allSatisfy { $0 == 0 })
        var random = SplitMix(seed: 1)
        let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
        let starts = stride(from: 0, to: size, by: 4099).shuffled(using: &random)
        for (number, start) in starts.enumerated() {
            let part = bytes[start..<min(start + 4099, size)]
            try part.withUnsafeBytes { try scratch.write($0, at: start) }
            #expect(scratch.mapped.bytes[start..<min(start + 4099, size)].elementsEqual(part), "part \(number)")
        }
        #expect(scratch.mapped.bytes.elementsEqual(bytes))
        #expect(try folder.tree().isEmpty, "the file has no name")
    }
}
