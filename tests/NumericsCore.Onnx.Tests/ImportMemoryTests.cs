using Google.Protobuf;
using NumericsCore.Onnx.Schema;
using static NumericsCore.Onnx.Tests.Foreign;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Tests;

/// <summary>What a file can make the reader take: no more than the file's size and a constant, whatever it says of itself.</summary>
public sealed class ImportMemoryTests : IDisposable
{
    // a window of the file, small messages, the exception and its text
    private const long Small = 4 << 20;

    // what messages, texts and lists may take in all
    private const long Structure = 64 << 20;

    private static readonly Dictionary<string, (Func<byte[]> File, long Bound, string Expected)> s_hostile = new()
    {
        ["a graph of 2 GiB"] = (static () => [8, 8, 0x3A, .. Varint(int.MaxValue), 1, 2, 3], Small, "graph"),
        ["a graph of 2⁶³ bytes"] = (static () => [8, 8, 0x3A, .. Varint(ulong.MaxValue / 2), 1, 2, 3], Small, "graph"),
        ["raw_data of 2 GiB"] = (static () => InTensor(0x4A, Varint(int.MaxValue)), Small, "raw_data"),
        ["float_data of 1 GiB, packed"] = (static () => InTensor(0x22, Varint(1 << 30)), Small, "float_data"),
        ["int64_data of 1 GiB, packed"] = (static () => InTensor(0x3A, Varint(1 << 30)), Small, "int64_data"),
        ["string_data of 1 GiB"] = (static () => InTensor(0x32, Varint(1 << 30)), Small, "string_data"),
        ["dims of 1 GiB, packed"] = (static () => InTensor(0x0A, Varint(1 << 30)), Small, "dims"),
        ["a name of 2 GiB"] = (static () => InTensor(0x42, Varint(int.MaxValue)), Small, "name"),
        ["external data of 1 TiB"] = (static () => Weight(static tensor =>
        {
            tensor.RawData = ByteString.Empty;
            tensor.Dims[0] = 1L << 30;
            tensor.Dims[1] = 1L << 8;
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add([Entry("location", "/dev/zero"), Entry("offset", "0"), Entry("length", $"{1L << 40}")]);
        }), Small, "external data"),
        ["external data of a megabyte of paths"] = (static () => Weight(static tensor => tensor.ExternalData.Add(Enumerable.Range(0, 50_000).Select(static i => Entry("location", $"../../../../etc/passwd{i}")))), Structure, "external data"),
        ["a shape of 4 TiB"] = (static () => Weight(static tensor => tensor.Dims[0] = 1L << 30), Small, "raw_data"),
        ["dims, packed"] = (static () => InTensor(0x0A, [.. Varint(2_000_000), .. Enumerable.Repeat((byte)1, 2_000_000)]), Structure, "initializer"),
        ["many dims, packed"] = (static () => InTensor(0x0A, [.. Varint(8_000_000), .. Enumerable.Repeat((byte)1, 8_000_000)]), Small, "MiB of memory"),
        ["floats of an attribute, packed"] = (static () => In(0x3A, In(0x0A, In(0x2A, [0x0A, 1, (byte)'a', 0x3A, .. Varint(40_000_000), .. new byte[40_000_000]]))), Small, "MiB of memory"),
        ["texts of no letters"] = (static () => In(0x3A, In(0x0A, [.. Enumerable.Repeat((byte[])[0x0A, 0], 2_000_000).SelectMany(static text => text)])), Small, "MiB of memory"),
        ["weights that are cast to and fro"] = (static () => Chain("Cast", 10_000, static i => [Int("to", i % 2 == 0 ? 11 : 1)]), Structure, "conversion 17"),
        ["weights that are turned and turned"] = (static () => Chain("Transpose", 10_000, static _ => [Ints("perm", 1, 0)]), Structure, "conversion 17"),
        // a number of one byte in the file is one of four in the model, so that twice the file and 64 MiB are passed
        ["float16 in one byte each"] = (static () => InOneByteEach(DataType.Float16, 7_000), Small, "more than the file can hold"),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("onnx").FullName;

    public static TheoryData<string> Hostile() => [.. s_hostile.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_takes_its_size_and_a_constant(string name)
    {
        var (make, bound, expected) = s_hostile[name];
        byte[] file = make();
        string path = Path.Combine(_folder, "hostile.onnx");
        File.WriteAllBytes(path, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var refused = Assert.Throws<ModelFileException>(() => OnnxModel.Import(path));
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        Assert.True(taken < file.Length + bound, $"{taken} bytes for a file of {file.Length}");
    }

    [Theory]
    [InlineData(nameof(DataType.Float16))]
    [InlineData(nameof(DataType.Bfloat16))]
    public void Weights_of_one_byte_each_take_what_the_model_does(string typeName)
    {
        var type = Enum.Parse<DataType>(typeName);
        // 16 million numbers: 16 MB in the file, 64 MB in the model
        byte[] file = InOneByteEach(type, 4_000);
        string path = Path.Combine(_folder, "small.onnx");
        File.WriteAllBytes(path, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var model = OnnxModel.Import(path);
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        long size = model.Parameters.Sum(static parameter => parameter.ElementCount) * sizeof(float);
        Assert.True(taken < file.Length + size + Small, $"{taken} bytes for a file of {file.Length} and a model of {size}");
        Assert.Equal(1, model.Predict(Tensor.Ones([1, 4_000])).ToArray<float>()[0] / (4_000 * ValueOf(type)));
    }

    [Fact]
    public void At_its_peak_a_process_that_imports_has_the_file_the_model_and_little_more()
    {
        if (!OperatingSystem.IsLinux()) return;
        string path = Path.Combine(_folder, "large.onnx");
        OwnProcess.Peak("write 256 MiB", path);
        long size = new FileInfo(path).Length;
        Assert.InRange(size, 256 << 20, 257 << 20);
        // the messages hold the file, and a weight, of which there are four, is one tensor more on its way
        Assert.InRange(OwnProcess.Peak("import", path), size, 2 * size + size / 4 + Structure);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static double ValueOf(DataType type) => type == DataType.Float16 ? (double)BitConverter.Int16BitsToHalf(1) : BitConverter.Int32BitsToSingle(1 << 16);

    /// <summary>A matrix whose elements have the bits 1, each in one byte.</summary>
    private static byte[] InOneByteEach(DataType type, int width)
    {
        byte[] data = new byte[width * width];
        Array.Fill(data, (byte)1);
        var tensor = new TensorProto { Name = "w", DataType = (int)type, Int32Data = UnsafeByteOperations.UnsafeWrap(data) };
        tensor.Dims.Add([width, width]);
        return new Foreign(13, width).Add(tensor).Node("Cast", "w", "v", Int("to", 1)).Node("MatMul", "x v", "y").Bytes;
    }

    private static byte[] Chain(string operation, int nodes, Func<int, AttributeProto[]> attributes)
    {
        var file = new Foreign(13, 3).Weights("w0", 3, 3);
        // the input, the product and the output are three more
        for (int i = 0; i < nodes - 1; i++) file.Node(operation, $"w{i}", $"w{i + 1}", attributes(i));
        return file.Node("MatMul", $"x w{nodes - 1}", "y").Bytes;
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };

    private static byte[] Weight(Action<TensorProto> change)
    {
        var file = new Foreign(13, 4).Weights("w", 4, 3).Node("MatMul", "x w", "y");
        change(file.Graph.Initializer[0]);
        return file.Bytes;
    }

    /// <summary>A field of the only initializer of a graph: its tag and what follows, which may say more than is there.</summary>
    private static byte[] InTensor(byte tag, byte[] content) => In(0x3A, In(0x2A, [tag, .. content]));

    /// <summary>A message within one, with a header where it is the graph.</summary>
    private static byte[] In(byte tag, byte[] content)
    {
        byte[] header = tag == 0x3A ? new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Version = 17 } } }.ToByteArray() : [];
        return [.. header, tag, .. Varint((ulong)content.Length), .. content];
    }

    private static byte[] Varint(ulong number)
    {
        var bytes = new List<byte>();
        for (; number >= 0x80; number >>= 7) bytes.Add((byte)(number | 0x80));
        return [.. bytes, (byte)number];
    }
}
