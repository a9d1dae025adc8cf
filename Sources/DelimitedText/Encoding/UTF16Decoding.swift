/// Decoding of UTF-16 in either byte order.
struct UTF16Decoding {
    let isBigEndian: Bool

    func decode(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> DecodingStep {
        guard let source = input.baseAddress, let target = output.baseAddress else { return DecodingStep() }
        let problem = DelimitedTextError.Problem.notInEncoding(isBigEndian ? .utf16BigEndian : .utf16LittleEndian)
        var step = DecodingStep()
        while input.count - step.consumed >= 2, output.count - step.produced >= 4 {
            let first = unit(source, at: step.consumed)
            var scalar = UInt32(first)
            var width = 2
            if first & 0xF800 == 0xD800 {
                guard first < 0xDC00 else {
                    step.problem = problem
                    break
                }
                guard input.count - step.consumed >= 4 else { break }
                let second = unit(source, at: step.consumed + 2)
                guard second & 0xFC00 == 0xDC00 else {
                    step.problem = problem
                    break
                }
                scalar = 0x10000 + (UInt32(first & 0x3FF) << 10 | UInt32(second & 0x3FF))
                width = 4
            }
            let bytes = UTF8Bytes(scalar)
            bytes.store(to: target + step.produced)
            step.consumed += width
            step.produced += bytes.count
        }
        return step
    }

    @inline(__always)
    private func unit(_ source: UnsafeRawPointer, at offset: Int) -> UInt16 {
        let stored = source.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: stored) : UInt16(littleEndian: stored)
    }
}
