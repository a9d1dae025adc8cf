/// The ids of backups as users write them.
public enum BackupNumber {
    /// The id that a text means; nil if it is no whole number from 1. One beyond all ids becomes the largest.
    public static func value(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let number = Int(text) ?? .max
        return number > 0 ? number : nil
    }
}
