enum FuzzTarget {
    static func problems(of bytes: [UInt8]) -> [String] {
        StoreFuzzing.problems(of: bytes, in: .manifest)
    }
}
