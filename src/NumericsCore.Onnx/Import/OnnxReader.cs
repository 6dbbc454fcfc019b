using Google.Protobuf;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Import;

/// <summary>From the bytes of a file to its messages.</summary>
internal static class OnnxReader
{
    private static readonly MessageParser<ModelProto> s_parser = ModelProto.Parser.WithDiscardUnknownFields(true);

    /// <summary>The messages of a file that is a protocol buffer of the schema.</summary>
    /// <exception cref="ModelFileException">It is none.</exception>
    public static ModelProto Read(FileBytes file)
    {
        WireCheck.Check(file);
        try
        {
            return s_parser.ParseFrom(file.Bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelFileException(file.Name, $"it is no protocol buffer: {PrintableText.Of(e.Message)}", e);
        }
    }
}
