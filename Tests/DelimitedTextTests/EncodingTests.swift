import DelimitedText
import TestSupport
import Testing

@Suite struct EncodingTests {
    static let text = "näme;€\nÖlçü;ž\n"

    /// `text` in each encoding, without a byte order mark.
    static let encoded: [(TextEncoding, [UInt8])] = [
        (.utf8, Array(text.utf8)),
        (.utf16LittleEndian, text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        (.utf16BigEndian, text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
        (
            .windows1252,
            [0x6E, 0xE4, 0x6D, 0x65, 0x3B, 0x80, 0x0A, 0xD6, 0x6C, 0xE7, 0xFC, 0x3B, 0x9E, 0x0A]
        ),
        (.iso885915, [0x6E, 0xE4, 0x6D, 0x65, 0x3B, 0xA4, 0x0A, 0xD6, 0x6C, 0xE7, 0xFC, 0x3B, 0xB8, 0x0A]),
    ]

    @Test(arguments: encoded) func aForcedEncodingHolds(encoding: TextEncoding, bytes: [UInt8]) throws {
        let options = ReadingOptions(encoding: encoding, batchBytes: 16)
        #expect(try Table(bytes, options).rows == [["näme", "€"], ["Ölçü", "ž"]])
        #expect(try DelimitedReader(MemorySource(bytes), options: options).encoding == encoding)
        #expect(try DelimitedReader(MemorySource(bytes), options: options).dialect == Dialect(delimiter: 0x3B))
    }

    @Test(arguments: encoded[0..<3]) func aByteOrderMarkDecides(encoding: TextEncoding, bytes: [UInt8]) throws {
        let mark: [TextEncoding: [UInt8]] = [
            .utf8: [0xEF, 0xBB, 0xBF], .utf16LittleEndian: [0xFF, 0xFE], .utf16BigEndian: [0xFE, 0xFF],
        ]
        let marked = try #require(mark[encoding]) + bytes
        #expect(try Table(marked).rows == [["näme", "€"], ["Ölçü", "ž"]])
        #expect(try DelimitedReader(MemorySource(marked)).encoding == encoding)
        #expect(try Table(DripSource(marked)).rows == [["näme", "€"], ["Ölçü", "ž"]])
    }

    @Test func theMarkDecidesTheByteOrderOfForcedUTF16() throws {
        let bytes = [0xFE, 0xFF] + Self.encoded[2].1
        #expect(try Table(bytes, ReadingOptions(encoding: .utf16LittleEndian)).rows.first == ["näme", "€"])
    }

    /// `--encoding utf-16` leaves the byte order open. Names in other scripts have hardly a NUL, delimiters have one.
    @Test(arguments: ["email;name\na;b\n", "имя;город\nИван;Киев\n", "名;市\n一;丁\n"])
    func theByteOrderOfForcedUTF16IsDetected(text: String) throws {
        let orders: [(TextEncoding, (UInt16) -> [UInt8])] = [
            (.utf16BigEndian, { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }),
            (.utf16LittleEndian, { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }),
        ]
        let rows = text.split(separator: "\n").map { $0.split(separator: ";").map(String.init) }
        for (encoding, bytes) in orders {
            let file = text.utf16.flatMap(bytes)
            let options = ReadingOptions(encoding: .utf16)
            #expect(try Table(file, options).rows == rows)
            #expect(try DelimitedReader(MemorySource(file), options: options).encoding == encoding)
        }
    }

    @Test func aUTF8MarkIsSkippedInASingleByteEncoding() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Self.encoded[3].1
        #expect(try Table(bytes, ReadingOptions(encoding: .windows1252)).rows.first == ["näme", "€"])
    }

    @Test(arguments: encoded[1..<3]) func utf16IsRecognisedWithoutAMark(encoding: TextEncoding, bytes: [UInt8]) throws {
        let header: [UInt8] = Array("email;name\n".utf8)
            .flatMap { encoding == .utf16LittleEndian ? [$0, 0] : [0, $0] }
        #expect(try DelimitedReader(MemorySource(header + bytes)).encoding == encoding)
        #expect(try Table(header + bytes).rows == [["email", "name"], ["näme", "€"], ["Ölçü", "ž"]])
    }

    /// In other scripts than Latin, only addresses, delimiters and line ends have NULs.
    @Test(arguments: [
        "email;πόλη\na@b.de;Αθήνα\n", "почта;имя;город\r\nivan@example.com;Иван;Киев\r\n", "名;市\n一;丁\n二;丙\n",
    ])
    func utf16OfOtherScriptsIsRecognisedWithoutAMark(text: String) throws {
        let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ";").map(String.init) }
        for order in [TextEncoding.utf16LittleEndian, .utf16BigEndian] {
            let file = text.utf16.flatMap { unit -> [UInt8] in
                let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
                return order == .utf16LittleEndian ? bytes : bytes.reversed()
            }
            #expect(try DelimitedReader(MemorySource(file)).encoding == order)
            #expect(try Table(file).rows == rows)
        }
    }

    /// A NUL or two are no sign of UTF-16.
    @Test(arguments: ["a\0b;c\nd;e\n", "ab;c\0\nd;e\n", "email;name\na@b.de;x\0y\nb@c.de;\0\n"])
    func textWithANULIsNotUTF16(text: String) throws {
        #expect(try DelimitedReader(MemorySource(Array(text.utf8))).encoding == .utf8)
    }

    @Test func aSeparatorLineInUTF16IsNoRecord() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + Array("sep=|\r\na|b\r\n".utf8).flatMap { [$0, 0] }
        let table = try Table(bytes)
        #expect(table.rows == [["a", "b"]] && table.lines == [2])
    }

    @Test(arguments: [("ucs-2le", 2), ("unicodelittle", 2), ("utf-32le", 4), ("ucs-4le", 4), ("cp1250", 1)])
    func aSeparatorLineIsNoRecordHoweverWideItsCharactersAre(name: String, width: Int) throws {
        let encoding = try #require(TextEncoding(name: name))
        let bytes = Array("sep=|\r\na|b\r\n".utf8).flatMap { [$0] + [UInt8](repeating: 0, count: width - 1) }
        let table = try Table(bytes, ReadingOptions(encoding: encoding))
        #expect(table.rows == [["a", "b"]] && table.lines == [2])
    }

    /// Unicode 16, table 3-7: the first byte of each that cannot be is where the text ends.
    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x41], [0xE0, 0x9F, 0xBF], [0xE2, 0x82],
            [0xE2, 0x82, 0x41], [0xED, 0xA0, 0x80], [0xEF, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9F, 0x98],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3, 0xC3, 0xA4], [0xC3, 0xA4, 0xA4],
        ] as [[UInt8]]
    ) func brokenUTF8IsAnError(bytes: [UInt8]) throws {
        for distance in [0, 1, 7, 31, 62, 63, 64, 65, 127, 500] {
            for isLast in [true, false] {
                let before = Array("a,b\n\r\n".utf8) + [UInt8](repeating: 0x78, count: distance)
                let table = try Table(before + bytes + (isLast ? [] : Array(repeating: 0x0A, count: 100)))
                #expect(table.rows == [["a", "b"]])
                #expect(table.error?.problem == .notInEncoding(.utf8))
                #expect(table.error?.line == 3)
            }
        }
    }

    /// The standard library knows what UTF-8 is.
    @Test(arguments: 1...40 as ClosedRange<UInt64>) func utf8IsWhatTheStandardLibraryTakesForIt(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        for _ in 0..<50 {
            var bytes: [UInt8] = []
            let highest: UInt32 = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF].randomElement(using: &random) ?? 0
            while bytes.count < 300 {
                guard let scalar = Unicode.Scalar(UInt32.random(in: 0x23...highest, using: &random)) else { continue }
                bytes += Array(String(Character(scalar)).utf8)
            }
            if Bool.random(using: &random), let index = bytes.indices.randomElement(using: &random) {
                bytes[index] = UInt8.random(in: 0x80...0xFF, using: &random)
            }
            let options = ReadingOptions(delimiter: 0x09, encoding: .utf8)
            let table = try Table([0x78] + bytes, options)
            #expect((table.error == nil) == (String(validating: bytes, as: UTF8.self) != nil))
            #expect(table.error != nil || table.rows == [["x" + String(decoding: bytes, as: UTF8.self)]])
        }
    }

    @Test(arguments: ["\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}", "ä", "日本"])
    func everyLengthOfUTF8IsRead(character: String) throws {
        for distance in 0..<130 {
            let cell = String(repeating: "x", count: distance) + character + String(repeating: "ü", count: 70)
            #expect(try Table("a,b\n\(cell),1\n").rows.last == [cell, "1"])
        }
    }

    @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8]) func windows1252LeavesBytesUndefined(byte: UInt8) throws
    {
        let bytes = Array("a\r\n".utf8) + [0xE4, byte, 0x0A]
        let error = try error(reading: bytes, ReadingOptions(encoding: .windows1252))
        #expect(error?.problem == .undefinedByte(byte, .windows1252) && error?.line == 2)
    }

    @Test func everyOtherByteOfASingleByteEncodingIsACharacter() throws {
        for encoding in [TextEncoding.windows1252, .iso885915] {
            let undefined: Set<UInt8> = encoding == .windows1252 ? [0x81, 0x8D, 0x8F, 0x90, 0x9D] : []
            let bytes = (0x80...0xFF).filter { !undefined.contains($0) } as [UInt8]
            let cell = try #require(try Table(bytes, ReadingOptions(encoding: encoding)).rows.first?.first)
            #expect(Set(cell.unicodeScalars).count == bytes.count)
            #expect(!cell.unicodeScalars.contains { $0.value < 0x80 })
        }
    }

    @Test(arguments: [[0x00, 0xD8], [0x00, 0xD8, 0x61, 0x00], [0x00, 0xDC, 0x61, 0x00], [0x61]] as [[UInt8]])
    func brokenUTF16IsAnError(bytes: [UInt8]) throws {
        let error = try error(reading: [0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00, 0x62, 0x00] + bytes)
        #expect(error?.problem == .notInEncoding(.utf16LittleEndian) && error?.line == 2)
    }

    @Test func windows1252InsteadOfUTF8IsNoticedAndRead() throws {
        let bytes = Self.encoded[3].1
        #expect(try error(reading: bytes)?.problem == .notInEncoding(.utf8))
        #expect(try Table(bytes, ReadingOptions(encoding: .windows1252)).rows.count == 2)
    }

    /// As the C library's `iconv` writes them, beginning with a few bytes that tell them apart.
    @Test(
        arguments: [
            ("cp1250", "\u{17E}luť;Łódź", [0x9E, 0x6C, 0x75, 0x9D, 0x3B, 0xA3, 0xF3, 0x64, 0x9F]),
            ("cp1251", "Имя;я", [0xC8, 0xEC, 0xFF, 0x3B, 0xFF]), ("iso-8859-2", "ž;Ł", [0xBE, 0x3B, 0xA3]),
            ("iso-8859-7", "Όνομα;ς", [0xBC, 0xED, 0xEF, 0xEC, 0xE1, 0x3B, 0xF2]),
            ("iso-8859-9", "Ş;ı", [0xDE, 0x3B, 0xFD]), ("macroman", "ü;ß", [0x9F, 0x3B, 0xA7]),
            ("shift-jis", "名前;①", [0x96, 0xBC, 0x91, 0x4F, 0x3B, 0x87, 0x40]),
            ("iso 8859-1", "ä;é", [0xE4, 0x3B, 0xE9]),
            ("cp1255", "ש;א", [0xF9, 0x3B, 0xE0]), ("utf-16be", "ä;é", [0, 0xE4, 0, 0x3B, 0, 0xE9]),
        ] as [(String, String, [UInt8])])
    func encodingsCanBeNamed(name: String, text: String, bytes: [UInt8]) throws {
        let encoding = try #require(TextEncoding(name: name))
        let options = ReadingOptions(delimiter: 0x3B, encoding: encoding, batchBytes: 16)
        let expected = text.split(separator: ";").map(String.init)
        let table = try Table(bytes, options)
        #expect(table.rows == [expected] && table.error == nil)
        #expect(try Table(DripSource(bytes), options).rows == [expected])
    }

    @Test func bytesThatAnEncodingDoesNotHaveAreAnError() throws {
        let encoding = try #require(TextEncoding(name: "shift-jis"))
        for bytes in [[0x96], [0xFF, 0x41], [0x96, 0x0A]] as [[UInt8]] {
            let error = try error(reading: Array("a;b\n".utf8) + bytes, ReadingOptions(encoding: encoding))
            #expect(error?.problem == .notInEncoding(encoding) && error?.line == 2)
        }
    }

    @Test func encodingsHaveNames() {
        for (encoding, _) in Self.encoded { #expect(TextEncoding(name: encoding.name.uppercased()) == encoding) }
        for name in TextEncoding.commonNames { #expect(TextEncoding(name: name) != nil, "\(name)") }
        #expect(TextEncoding(name: "Windows 1250") == TextEncoding(name: "cp1250"))
        #expect(TextEncoding(name: "ISO 8859-2") == TextEncoding(name: "iso88592"))
        #expect(TextEncoding(name: "Shift_JIS")?.name == "shift_jis")
        for name in ["", "//", "utf-8//ignore", "../x", "cp99999", "klingon"] {
            #expect(TextEncoding(name: name) == nil)
        }
        #expect(TextEncoding(name: "UTF8") == .utf8)
        #expect(TextEncoding(name: "cp1252") == .windows1252)
        #expect(TextEncoding(name: "Latin1") == .windows1252)
        #expect(TextEncoding(name: "ISO_8859-1") == .windows1252)
        #expect(TextEncoding(name: "latin-9") == .iso885915)
        #expect(TextEncoding(name: "utf-16") == .utf16)
        #expect(TextEncoding(name: "utf-16le") == .utf16LittleEndian)
        #expect(TextEncoding(name: "ebcdic") == nil)
    }
}
