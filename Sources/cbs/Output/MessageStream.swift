import Recipients
import Rendering
import SystemCalls

/// Where messages or questions go, and how they look there.
struct MessageStream {
    let sink: DescriptorSink
    let descriptor: Int32
    let style: Style

    /// The columns of the window; nil if there is none.
    var width: Int? { TerminalWindow.width(of: descriptor) }

    /// A message after its label, wrapped between words.
    func labelled(
        _ label: String,
        _ role: Role,
        _ text: MessageText,
        when: (ZonedInstant) -> String?
    ) -> String {
        let label = "\(label):"
        let wrapped = WordWrap.text("\(label) \(text.told(when).visible())", width: width, indent: label.count + 1)
        return style.paint(label, as: role) + wrapped.dropFirst(label.count) + "\n"
    }

    /// Several lines after one label, each wrapped between words and indented like the first.
    func labelled(
        _ label: String,
        _ role: Role,
        _ lines: [MessageText],
        when: (ZonedInstant) -> String?
    ) -> String {
        let margin = String(repeating: " ", count: label.count + 1)
        return lines.enumerated().map { index, line in
            if index == 0 { return labelled(label, role, line, when: when) }
            let text = "\(label): \(line.told(when).visible())"
            let wrapped = WordWrap.text(text, width: width, indent: margin.count + 1)
            return margin + wrapped.dropFirst(margin.count) + "\n"
        }.joined()
    }
}
