/// Numbers as text: whole ones without `.0`.
enum NumberText {
    /// The shortest digits that give the number again: `3`, `0.5`; `inf` and `nan` are no numbers of the language.
    static func plain(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? "\(number)"
    }

    /// The same with a comma between thousands, for people: `1,000,000`.
    static func grouped(_ number: Double) -> String {
        guard let whole = Int64(exactly: number) else { return plain(number) }
        let digits = Array(String(whole.magnitude))
        var result = whole < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
