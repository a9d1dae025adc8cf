import StoreTestSupport
import TestSupport
import Testing

@testable import PostgresStorage
@testable import Storage

@Suite struct PackedBlocksTests {
    private let path = StoragePath("file")

    private func pack(_ blocks: [[UInt8]]) throws -> [UInt8] {
        try #require(Array(blocks.joined()).withUnsafeBytes { PackedBlocks($0, blocks.map(\.count)) }).bytes
    }

    private func unpack(_ bytes: [UInt8]) throws -> [[UInt8]] {
        try bytes.withUnsafeBytes { bytes in
            var reader = try PackedBlocks.Reader(bytes, of: path)
            var blocks: [[UInt8]] = []
            while let block = try reader.next() { blocks.append(Array(block)) }
            return blocks
        }
    }

    /// Blocks that can be compressed, and some that cannot.
    private func blocks(seed: UInt64) -> [[UInt8]] {
        var random = SplitMix(seed: seed)
        return (0..<20).map { _ in
            let values: ClosedRange<UInt8> = Bool.random(using: &random) ? 0x61...0x63 : 0...255
            return (0..<Int.random(in: 1...6000, using: &random)).map { _ in .random(in: values, using: &random) }
        }
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func blocksComeOutAsTheyWentIn(seed: UInt64) throws {
        let blocks = blocks(seed: seed)
        let packed = try pack(blocks)
        #expect(try unpack(packed) == blocks)
        // A list that ends within a block has the blocks before it.
        let start = try unpack(Array(packed.prefix(packed.count / 2)))
        #expect(start.count < blocks.count && start == Array(blocks.prefix(start.count)))
    }

    @Test func textsBecomeShorter() throws {
        let line = Array("[\"anna@example.com\",\"Anna\",\"Müller\",\"Köln\"]\n".utf8)
        let block = Array(repeatElement(line, count: 80).joined())
        #expect(try pack([block, block]).count < block.count)
    }

    /// A changed byte is noticed here, or changes the blocks, which their checksums notice, or means the same.
    @Test(arguments: 0..<10 as Range<UInt64>) func damageIsNoTrap(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let blocks = blocks(seed: seed)
        let packed = try pack(blocks)
        for _ in 0..<200 {
            var bytes = packed
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            do {
                #expect(try unpack(bytes).count <= blocks.count)
            } catch {
                #expect(error as? StorageError == .damaged(path, .other("a block of it cannot be unpacked")))
            }
        }
    }

    @Test func withoutLZ4NothingIsPackedAndWhatIsPackedSaysWhatIsMissing() throws {
        let block = Array(repeating: UInt8(0x61), count: 1000)
        #expect(block.withUnsafeBytes { PackedBlocks($0, [1000], by: nil) } == nil)
        let packed = try pack([block])
        #expect(throws: StorageError.server(.noCompression)) {
            try packed.withUnsafeBytes { _ = try PackedBlocks.Reader($0, of: path, by: nil) }
        }
    }

    /// A piece of which something is missing, or to which something was added, is damaged, whatever comes after it.
    @Test func aPieceOfTheWrongLengthIsDamage() throws {
        let packed = try pack([Array(repeating: 0x61, count: 1000), Array(repeating: 0x62, count: 1000)])
        for (piece, size) in [(packed, 2000), (packed.dropLast(), 2000), (packed, 1000), (packed, 2001)] {
            let collector = try PieceCollector(of: path, expecting: 2000)
            piece.withUnsafeBytes { collector.add($0, unpackedSize: size, at: 0) }
            let damage = StorageError.damaged(path, .other("a piece of it has the wrong length"))
            #expect(
                storageError { _ = try collector.bytes } == (size == 2000 && piece.count == packed.count ? nil : damage)
            )
        }
    }

    @Test func aHugeLengthIsDamage() throws {
        var bytes = try pack([[1, 2, 3]])
        bytes.replaceSubrange(0..<4, with: [0x7F, 0xFF, 0xFF, 0xFF])
        #expect(throws: StorageError.damaged(path, .other("a block of it cannot be unpacked"))) { try unpack(bytes) }
    }
}
