using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using FsCheck.Xunit;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Serialization;

/// <summary>What is written is what the format's reference writes, and other readers read it.</summary>
public sealed class SafetensorsWriterTests : IDisposable
{
    // a reader in another language, from the format's description alone
    private const string Python = """
        import json, struct, sys
        data = open(sys.argv[1], "rb").read()
        length = struct.unpack("<Q", data[:8])[0]
        assert length % 8 == 0 and data[8:9] == b"{"
        header = json.loads(data[8:8 + length].decode("utf-8"))
        body, end = data[8 + length:], 0
        for key, value in header.pop("__metadata__", {}).items(): print("metadata", json.dumps(key), json.dumps(value))
        for name, tensor in header.items():
            begin, stop = tensor["data_offsets"]
            assert begin == end
            end = stop
            width, code = {"F32": (4, "f"), "F64": (8, "d")}[tensor["dtype"]]
            assert begin % width == 0
            count = 1
            for extent in tensor["shape"]: count *= extent
            values = struct.unpack("<%d%s" % (count, code), body[begin:stop])
            print("tensor", json.dumps(name), tensor["dtype"], tensor["shape"], " ".join(value.hex() for value in values))
        assert end == len(body)
        """;

    private readonly ScratchFile _scratch = new();

    [Fact]
    public void An_empty_file_is_the_reference_s()
    {
        SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor>());
        Assert.Equal([8, 0, 0, 0, 0, 0, 0, 0, .. "{}      "u8], File.ReadAllBytes(_scratch.Path));
        SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor>(), new Dictionary<string, string> { ["framework"] = "pt" });
        Assert.Equal([40, 0, 0, 0, 0, 0, 0, 0, .. """{"__metadata__":{"framework":"pt"}}     """u8], File.ReadAllBytes(_scratch.Path));
    }

    [Fact]
    public void The_widest_come_first_then_names_and_data_begins_aligned()
    {
        SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor>
        {
            ["b"] = Tensor.From([1f, 2f, 3f]),
            ["a\n"] = Tensor.From(new float[2, 1] { { 4 }, { 5 } }),
            ["z"] = Tensor.Scalar(6, ElementType.Float64),
            ["é"] = Tensor.Zeros([2, 0]),
        });
        byte[] bytes = File.ReadAllBytes(_scratch.Path);
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"z":{"dtype":"F64","shape":[],"data_offsets":[0,8]},"a\n":{"dtype":"F32","shape":[2,1],"data_offsets":[8,16]},"b":{"dtype":"F32","shape":[3],"data_offsets":[16,28]},"é":{"dtype":"F32","shape":[2,0],"data_offsets":[28,28]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal([.. BitConverter.GetBytes(6d), .. new[] { 4f, 5f, 1f, 2f, 3f }.SelectMany(BitConverter.GetBytes)], bytes[(8 + length)..]);
    }

    [Property(MaxTest = 50)]
    public void What_is_written_is_read_bit_for_bit(int seed)
    {
        var random = new System.Random(seed);
        var tensors = new Dictionary<string, Tensor>();
        for (int i = random.Next(8); i > 0; i--)
        {
            int[] shape = [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5))];
            byte[] bits = new byte[(int)Shape.Create(shape).ElementCount * 8];
            random.NextBytes(bits);
            tensors[Text(random)] = random.Next(2) == 0
                ? Tensor.From<double>(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(bits), shape)
                : Tensor.From<float>(System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bits)[..(bits.Length / 8)], shape);
        }

        var metadata = Enumerable.Range(0, random.Next(3)).ToDictionary(i => i + Text(random), _ => Text(random));
        SafetensorsFile.Write(_scratch.Path, tensors, metadata);
        using var file = SafetensorsFile.Open(_scratch.Path);
        Assert.Equal(metadata, file.Metadata);
        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), file.Tensors.Select(static tensor => tensor.Name).Order(StringComparer.Ordinal));
        foreach (var (name, tensor) in tensors) Bits.AssertEqual(tensor, file.Read(name));
    }

    [Fact]
    public void Python_reads_it_with_its_standard_library_alone()
    {
        float[] values = [1, -0f, float.Epsilon, float.MaxValue, 1 / 3f, float.NegativeInfinity];
        SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor>
        {
            ["dense_1.weight"] = Tensor.From(values, [3, 2]),
            ["größe \"x\""] = Tensor.From([0.1, double.Epsilon]),
            ["empty"] = Tensor.Zeros([0, 3]),
        }, new Dictionary<string, string> { ["numericscore"] = "{\"version\":1}", ["note"] = "é\n" });
        if (RunPython() is not { } output) return;
        Assert.Equal(
            [
                "metadata \"numericscore\" \"{\\\"version\\\":1}\"",
                "metadata \"note\" \"\\u00e9\\n\"",
                "tensor \"gr\\u00f6\\u00dfe \\\"x\\\"\" F64 [2] 0x1.999999999999ap-4 0x0.0000000000001p-1022",
                "tensor \"dense_1.weight\" F32 [3, 2] 0x1.0000000000000p+0 -0x0.0p+0 0x1.0000000000000p-149 0x1.fffffe0000000p+127 0x1.5555560000000p-2 -inf",
                "tensor \"empty\" F32 [0, 3] ",
            ], output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.TrimEnd('\r')));
    }

    [Fact]
    public void Names_and_texts_that_no_file_can_have_are_refused_and_the_old_file_stays()
    {
        File.WriteAllText(_scratch.Path, "old");
        var one = Tensor.Scalar(1);
        Assert.Contains("No tensor can be called __metadata__", Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor> { ["__metadata__"] = one })).Message, StringComparison.Ordinal);
        Assert.Contains("half a character", Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor> { ["a\ud800"] = one })).Message, StringComparison.Ordinal);
        Assert.Contains("half a character", Assert.Throws<ArgumentException>(() => SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor>(), new Dictionary<string, string> { ["a"] = "\udc00" })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor> { ["a"] = null! }));
        Assert.Throws<ArgumentNullException>(() => SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor>(), new Dictionary<string, string> { ["a"] = null! }));
        Assert.Contains("which is a folder; expected a file", Assert.Throws<ModelFileException>(() => SafetensorsFile.Write(_scratch[""], new Dictionary<string, Tensor> { ["a"] = one })).Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(_scratch.Path));
        Assert.Equal([_scratch.Path], _scratch.Entries);
    }

    [Fact]
    public void Whatever_step_of_writing_fails_one_file_is_whole()
    {
        KeyValuePair<string, Tensor>[] tensors = [new("w", Tensor.From([1f, 2f])), new("v", Tensor.From([3.0])), new("large", Tensor.Ones([3_000_000]))];
        var all = new FaultySteps(-1);
        SafetensorsWriter.Write(_scratch.Path, tensors, [], all);
        byte[] whole = File.ReadAllBytes(_scratch.Path);
        // the header, two small tensors, and a large one in pieces
        Assert.Equal(6, all.Made.Count(static step => step == "write"));
        for (int failing = 0; failing < all.Made.Count; failing++)
        {
            File.WriteAllText(_scratch.Path, "old");
            var error = Assert.Throws<ModelFileException>(() => SafetensorsWriter.Write(_scratch.Path, tensors, [], new FaultySteps(failing, 0.5)));
            Assert.Equal($"{_scratch.Path}: the model cannot be saved to it, which could not be written: No space left on device", error.Message);
            Assert.Equal([_scratch.Path], _scratch.Entries);
            if (all.Made[failing] == "flush folder") Assert.Equal(whole, File.ReadAllBytes(_scratch.Path));
            else Assert.Equal("old", File.ReadAllText(_scratch.Path));
        }
    }

    [Fact]
    public void Writing_and_reading_take_little_beside_the_tensors()
    {
        var large = Tensor.Ones([16_000_000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        SafetensorsFile.Write(_scratch.Path, new Dictionary<string, Tensor> { ["w"] = large });
        using (var file = SafetensorsFile.Open(_scratch.Path)) file.Read("w");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    public void Dispose() => _scratch.Dispose();

    private static string Text(System.Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => random.Next(6) switch { 0 => "\"", 1 => "\\", 2 => "\u0001", 3 => "😀", 4 => "é.", _ => ((char)random.Next('a', 'z')).ToString() }))
        + random.Next().ToString(CultureInfo.InvariantCulture);

    private string? RunPython()
    {
        File.WriteAllText(_scratch["reader.py"], Python);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", [_scratch["reader.py"], _scratch.Path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, error.GetAwaiter().GetResult());
            return output;
        }
        // a machine without Python
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
