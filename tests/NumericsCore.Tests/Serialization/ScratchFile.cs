using System.Buffers.Binary;
using System.Text;

namespace NumericsCore.Tests.Serialization;

/// <summary>A file in a folder of its own, and safetensors files put together by hand.</summary>
internal sealed class ScratchFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    public string Path => System.IO.Path.Combine(_folder, "a.safetensors");

    public string this[string name] => System.IO.Path.Combine(_folder, name);

    /// <summary>What lies beside the file.</summary>
    public string[] Entries => Directory.GetFileSystemEntries(_folder);

    /// <summary>The bytes of a file: the header's length, the header and the data.</summary>
    public static byte[] Bytes(string header, byte[] data, int? headerLength = null) => Bytes(Encoding.UTF8.GetBytes(header), data, (ulong)(headerLength ?? Encoding.UTF8.GetByteCount(header)));

    public static byte[] Bytes(byte[] header, byte[] data, ulong headerLength)
    {
        byte[] file = new byte[sizeof(ulong) + header.Length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, headerLength);
        header.CopyTo(file, sizeof(ulong));
        data.CopyTo(file, sizeof(ulong) + header.Length);
        return file;
    }

    public SafetensorsFile Open(string header, int dataLength = 0) => Open(Bytes(header, new byte[dataLength]));

    public SafetensorsFile Open(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        return SafetensorsFile.Open(Path);
    }

    /// <summary>Asserts that a file is refused, and that the message names it, what is wrong with it, and nothing that a terminal would obey.</summary>
    public void Refuses(byte[] bytes, string problem)
    {
        var error = Assert.Throws<ModelFileException>(() => Open(bytes).Dispose());
        Assert.StartsWith(Path + ": ", error.Message, StringComparison.Ordinal);
        Assert.Equal(Path, error.Path);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, PrintableText.Of(error.Message));
        Assert.True(error.Message.Length < 1000);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
