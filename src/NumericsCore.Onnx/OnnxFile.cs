using Google.Protobuf;
using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx;

/// <summary>The bytes of a model, in files and streams.</summary>
internal static class OnnxFile
{
    /// <summary>Writes a file beside its target and renames it, so that no reader finds half of it and a failure leaves the old one.</summary>
    public static void Replace(string path, ModelProto model)
    {
        string target = Path.GetFullPath(path);
        if (Directory.Exists(target)) throw new IOException($"{path} is a folder; expected a file.");
        string beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write))
            {
                Write(model, stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, target, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    public static void Write(ModelProto model, Stream stream)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true) { Deterministic = true };
        model.WriteTo(output);
    }
}
