using Google.Protobuf;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx;

/// <summary>The bytes of a model, in files and streams.</summary>
internal static class OnnxFile
{
    /// <summary>Writes a file, replaced whole, so that a failure leaves the old one.</summary>
    /// <exception cref="ModelFileException">The file cannot be written; the old one is as it was.</exception>
    public static void Replace(string path, ModelProto model)
    {
        try
        {
            ReplacedFile.At(path).Write(model.CalculateSize(), stream => Write(model, stream));
        }
        catch (FileRefusedException e)
        {
            throw new ModelFileException(path, $"the model cannot be exported to it, {PrintableText.Of(e.Message)}", e.InnerException);
        }
    }

    public static void Write(ModelProto model, Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true };
        model.WriteTo(output);
    }
}
