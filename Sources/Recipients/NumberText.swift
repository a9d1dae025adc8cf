/// Numbers as text: whole ones without `.0`.
public enum NumberText {
    /// The shortest digits that give the number again: `3`, `0.5`; `inf` and `nan` are no numbers of the language.
    public static func plain(_ number: Double) -> String {
        Int64(exactly: number).map(String.init) ?? "\(number)"
    }

    /// The same with a comma between thousands, for people: `1,000,000`.
    public static func grouped(_ number: Double) -> String {
        Int(exactly: number).map(grouped) ?? plain(number)
    }

    /// A whole number with a comma between thousands.
    public static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var result = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
