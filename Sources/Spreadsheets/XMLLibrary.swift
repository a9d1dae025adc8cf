internal import CExpat
import SystemCalls

/// The functions of Expat. The library is loaded when the first workbook is read.
struct XMLLibrary {
    let create: @convention(c) (UnsafePointer<XML_Char>?) -> XML_Parser?
    let free: @convention(c) (XML_Parser) -> Void
    let setUserData: @convention(c) (XML_Parser, UnsafeMutableRawPointer?) -> Void
    let setElementHandler: @convention(c) (XML_Parser, XML_StartElementHandler?, XML_EndElementHandler?) -> Void
    let setCharacterDataHandler: @convention(c) (XML_Parser, XML_CharacterDataHandler?) -> Void
    let setDefaultHandler: @convention(c) (XML_Parser, XML_DefaultHandler?) -> Void
    let setXmlDeclHandler: @convention(c) (XML_Parser, XML_XmlDeclHandler?) -> Void
    let setStartDoctypeDeclHandler: @convention(c) (XML_Parser, XML_StartDoctypeDeclHandler?) -> Void
    let currentByteIndex: @convention(c) (XML_Parser) -> XML_Index
    let parse: @convention(c) (XML_Parser, UnsafePointer<CChar>?, Int32, Int32) -> XML_Status

    /// Nil if the library is not installed.
    static let shared = try? XMLLibrary()

    private init() throws(SharedLibrary.Absent) {
        let library = try SharedLibrary("libexpat.so.1", "libexpat.1.dylib", "libexpat.dylib")
        create = try library.function("XML_ParserCreate")
        free = try library.function("XML_ParserFree")
        setUserData = try library.function("XML_SetUserData")
        setElementHandler = try library.function("XML_SetElementHandler")
        setCharacterDataHandler = try library.function("XML_SetCharacterDataHandler")
        setDefaultHandler = try library.function("XML_SetDefaultHandler")
        setXmlDeclHandler = try library.function("XML_SetXmlDeclHandler")
        setStartDoctypeDeclHandler = try library.function("XML_SetStartDoctypeDeclHandler")
        currentByteIndex = try library.function("XML_GetCurrentByteIndex")
        parse = try library.function("XML_Parse")
    }
}
