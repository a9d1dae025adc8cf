/// Names shortened to fit, which still differ where the full names do.
enum ShortNames {
    /// The names, shortened in the middle where they are too long. Where two of them would become the same, they are
    /// numbered.
    ///
    /// - Parameter names: The names, each with the columns that it may take.
    static func of(_ names: [(name: String, width: Int)]) -> [String] {
        let cut = names.map { TextWidth.cutInTheMiddle($0.name, to: $0.width) }
        let origins = Dictionary(grouping: zip(cut, names).map { (cut: $0, name: $1.name) }, by: \.cut)
        var numbers: [String: [String: Int]] = [:]
        return zip(names, cut).map { entry, cut in
            guard let alike = origins[cut], alike.contains(where: { $0.name != entry.name }) else { return cut }
            let number = numbers[cut]?[entry.name] ?? (numbers[cut]?.count ?? 0) + 1
            numbers[cut, default: [:]][entry.name] = number
            let suffix = " (\(number))"
            return TextWidth.cutInTheMiddle(entry.name, to: entry.width - suffix.count) + suffix
        }
    }
}
