/// A cache of the spellings of international domains: a list has few of them, in many addresses. Asking Unicode's
/// tables and libidn2 for each address made an import take five times as long.
///
/// It holds a fixed number of domains, and a new one may replace an older one: a file in which every address has a
/// different domain costs one conversion per address, and no more memory. For one thread only.
public struct DomainMemory: ~Copyable {
    /// The places, each with the domain as it was written and as it is spelled; nil until there is an international
    /// domain.
    private var places: UnsafeMutableRawPointer?
    /// How often a domain was not in the cache.
    private(set) var questions = 0

    /// In bytes. Domains that are longer, or become longer when they are converted, are not cached: nobody has an
    /// address there.
    static let longestDomain = 64
    /// Enough for the domains of a country's list.
    static let capacity = 1 << 11

    private enum Place {
        static let written = 8
        static let spelled = written + longestDomain
        static let size = spelled + longestDomain
    }

    /// An empty cache.
    public init() {}

    deinit {
        places?.deallocate()
    }

    /// Writes the normalised spelling of a domain and returns its length; nil if it is not a domain, or too long to be
    /// cached.
    ///
    /// - Parameter domain: As it is after the `@`.
    /// - Parameter output: At least `longestDomain` bytes.
    mutating func spell(_ domain: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int? {
        guard let start = domain.baseAddress, let target = output.baseAddress, 1...Self.longestDomain ~= domain.count
        else { return nil }
        let place = place(of: domain)
        let known = Int(place.load(as: UInt8.self))
        if known != domain.count
            || !UnsafeRawBufferPointer(start: place + Place.written, count: known).elementsEqual(domain)
        {
            ask(domain, place)
            (place + Place.written).copyMemory(from: start, byteCount: domain.count)
            place.storeBytes(of: UInt8(truncatingIfNeeded: domain.count), as: UInt8.self)
        }
        let length = Int(place.load(fromByteOffset: 1, as: UInt8.self))
        guard length > 0 else { return nil }
        target.copyMemory(from: place + Place.spelled, byteCount: length)
        return length
    }

    /// Stores how a domain is spelled, or a length of zero if it has no valid spelling.
    private mutating func ask(_ domain: UnsafeRawBufferPointer, _ place: UnsafeMutableRawPointer) {
        questions += 1
        // The longest possible local part: a domain that is too long with it is checked again with its real one.
        let localLength = EmailAddress.maximumLocalLength
        let length = withUnsafeTemporaryAllocation(
            byteCount: localLength + 1 + domain.count + EmailAddress.maximumLength, alignment: 8
        ) { memory -> Int in
            let address = UnsafeMutableRawBufferPointer(rebasing: memory[..<(localLength + 1 + domain.count)])
            let output = UnsafeMutableRawBufferPointer(rebasing: memory[address.count...])
            for index in 0..<localLength { address[index] = UInt8(ascii: "a") }
            address[localLength] = UInt8(ascii: "@")
            UnsafeMutableRawBufferPointer(rebasing: address[(localLength + 1)...]).copyMemory(from: domain)
            guard case .success(let length) = EmailAddress.normalizeAny(UnsafeRawBufferPointer(address), into: output),
                length - localLength - 1 <= Self.longestDomain
            else { return 0 }
            let spelled = UnsafeRawBufferPointer(rebasing: output[(localLength + 1)..<length])
            UnsafeMutableRawBufferPointer(start: place + Place.spelled, count: spelled.count).copyMemory(from: spelled)
            return spelled.count
        }
        place.storeBytes(of: UInt8(truncatingIfNeeded: length), toByteOffset: 1, as: UInt8.self)
    }

    private mutating func place(of domain: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer {
        let places = self.places ?? Self.allocate()
        self.places = places
        var hash: UInt64 = 0
        var offset = 0
        while offset < domain.count {
            var word: UInt64 = 0
            for byte in domain[offset..<min(offset + 8, domain.count)] { word = word << 8 | UInt64(byte) }
            // The multiplication of MurmurHash3's finaliser.
            hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 33
            offset += 8
        }
        return places + Place.size * (Int(truncatingIfNeeded: hash) & (Self.capacity - 1))
    }

    private static func allocate() -> UnsafeMutableRawPointer {
        let places = UnsafeMutableRawPointer.allocate(byteCount: capacity * Place.size, alignment: 8)
        places.initializeMemory(as: UInt8.self, repeating: 0, count: capacity * Place.size)
        return places
    }
}

extension EmailAddress {
    /// Checks an address and writes its normalised form as `normalize(_:into:)` does, looking up its domain in a cache.
    ///
    /// - Parameters:
    ///   - input: The address as somebody wrote it, UTF-8.
    ///   - output: At least `maximumLength` bytes.
    ///   - domains: The international domains of earlier addresses.
    /// - Returns: How many bytes were written, or why the input is not an address.
    @inline(__always)
    public static func normalize(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer,
        remembering domains: inout DomainMemory
    ) -> Result<Int, AddressProblem> {
        precondition(output.count >= maximumLength)
        if let length = normalizeCommon(input, into: output) { return .success(length) }
        return normalizeUncommon(input, into: output, &domains)
    }

    @inline(never)
    private static func normalizeUncommon(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer,
        _ domains: inout DomainMemory
    ) -> Result<Int, AddressProblem> {
        if let length = normalizeInternational(input, into: output, &domains) { return .success(length) }
        return normalizeAny(input, into: output)
    }

    /// Normalises an address under an international domain, each part by itself. Nil for any other address, and for an
    /// invalid one.
    private static func normalizeInternational(
        _ input: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer,
        _ domains: inout DomainMemory
    ) -> Int? {
        let trimmed = input.trimmingASCIIWhitespace()
        guard let at = trimmed.firstIndex(of: UInt8(ascii: "@")) else { return nil }
        let domain = UnsafeRawBufferPointer(rebasing: trimmed[(at + 1)...])
        guard mayBeInternational(domain),
            let length = normalizeLocalPart(UnsafeRawBufferPointer(rebasing: trimmed[..<at]), into: output)
        else { return nil }
        output[length] = UInt8(ascii: "@")
        let rest = UnsafeMutableRawBufferPointer(rebasing: output[(length + 1)...])
        return domains.spell(domain, into: rest).map { length + 1 + $0 }
    }

    /// Whether a domain has a letter outside ASCII, or may have a label that begins with `xn--`.
    private static func mayBeInternational(_ domain: UnsafeRawBufferPointer) -> Bool {
        var hasHyphens = false
        for index in domain.indices {
            if domain[index] >= 0x80 { return true }
            if domain[index] == UInt8(ascii: "-"), index > 0, domain[index - 1] == domain[index] { hasHyphens = true }
        }
        return hasHyphens
    }

    /// Writes the normalised part before the `@` and returns its length; nil if it is invalid.
    private static func normalizeLocalPart(
        _ local: UnsafeRawBufferPointer,
        into output: UnsafeMutableRawBufferPointer
    ) -> Int? {
        guard 1...maximumLength ~= local.count else { return nil }
        // With a valid domain after it, it is valid if the address is.
        let domain: StaticString = "@a.aa"
        return withUnsafeTemporaryAllocation(byteCount: local.count + domain.utf8CodeUnitCount, alignment: 8) {
            address in
            address.copyMemory(from: local)
            for index in 0..<domain.utf8CodeUnitCount { address[local.count + index] = domain.utf8Start[index] }
            guard case .success(let length) = normalize(UnsafeRawBufferPointer(address), into: output) else {
                return nil
            }
            return length - domain.utf8CodeUnitCount
        }
    }
}
