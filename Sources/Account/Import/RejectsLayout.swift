internal import DelimitedText

/// How rejected rows are written.
enum RejectsLayout {
    /// As they stand in the file, with its delimiter, below its header.
    case raw(Dialect, header: [UInt8])
    /// Cell by cell, for formats that are no delimited text.
    case cells
}
