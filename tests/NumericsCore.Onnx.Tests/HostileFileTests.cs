using System.Diagnostics;
using Google.Protobuf;
using NumericsCore.Onnx.Schema;
using NumericsCore.Tests.Culture;
using static NumericsCore.Onnx.Tests.Foreign;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Tests;

/// <summary>Files that break a rule: each is refused with its name, the place and the rule.</summary>
public class HostileFileTests
{
    private static readonly Dictionary<string, (Action<ModelProto> Change, string Expected)> s_broken = new()
    {
        ["no graph"] = (static model => model.Graph = null, "no graph"),
        ["future IR"] = (static model => model.IrVersion = 14, "ir_version is 14"),
        ["no IR"] = (static model => model.IrVersion = 0, "ir_version is 0"),
        ["negative IR"] = (static model => model.IrVersion = -1, "ir_version is -1;"),
        ["negative opset"] = (static model => model.OpsetImport[0].Version = -2, "opset -2;"),
        ["future opset"] = (static model => model.OpsetImport[0].Version = 23, "opset 23"),
        ["old opset"] = (static model => model.OpsetImport[0].Version = 6, "opset 6"),
        ["no opset"] = (static model => model.OpsetImport.Clear(), "opset_import"),
        ["two opsets"] = (static model => model.OpsetImport.Add(new OperatorSetIdProto { Version = 12 }), "twice"),
        ["unknown operator"] = (static model => model.Graph.Node[1].OpType = "Conv", "node 'relu_1' (Conv): the operator is not supported"),
        ["unknown domain"] = (static model => model.Graph.Node[1].Domain = "com.evil\u001b[2J", "node 'relu_1' (com.evil\\u001B[2J.Relu)"),
        ["unknown attribute"] = (static model => model.Graph.Node[0].Attribute.Add(Int("transC", 1)), "'transC'"),
        ["attribute twice"] = (static model => model.Graph.Node[0].Attribute.Add([Int("transB", 0), Int("transB", 0)]), "'transB' comes twice"),
        ["attribute of another type"] = (static model => model.Graph.Node[0].Attribute.Add(Float("transB", 1)), "expected Int"),
        ["cycle"] = (static model => model.Graph.Node[0].Input[0] = "r", "cycle"),
        ["own output"] = (static model => model.Graph.Node[1].Input[0] = "r", "cycle"),
        ["unsorted"] = (static model => (model.Graph.Node[0], model.Graph.Node[1]) = (model.Graph.Node[1].Clone(), model.Graph.Node[0].Clone()), "topological order"),
        ["missing input"] = (static model => model.Graph.Node[0].Input[0] = "nosuch", "node 'gemm_0' (Gemm): 'nosuch' is no input"),
        ["too few inputs"] = (static model => model.Graph.Node[0].Input.RemoveAt(2), "expected 3"),
        ["an input left out"] = (static model => { model.Graph.Node[1].OpType = "Concat"; model.Graph.Node[1].Attribute.Add(Int("axis", 1)); model.Graph.Node[1].Input.Add(""); }, "input 1 is missing"),
        ["two values of a name"] = (static model => model.Graph.Node[1].Output[0] = "h", "'h'"),
        ["a value named as the input"] = (static model => model.Graph.Node[1].Output[0] = "x", "'x'"),
        ["initializers of a name"] = (static model => model.Graph.Initializer.Add(model.Graph.Initializer[0].Clone()), "initializer 'w'"),
        ["inputs of a name"] = (static model => model.Graph.Input.Add(model.Graph.Input[0].Clone()), "input 'x'"),
        ["two inputs"] = (static model => model.Graph.Input.Add(Value("z", DataType.Float, [null, 4])), "2 inputs ('x', 'z')"),
        ["no input"] = (static model => model.Graph.Input.Clear(), "no input"),
        ["no output"] = (static model => model.Graph.Output.Clear(), "no output"),
        ["an output nobody computes"] = (static model => model.Graph.Output[0].Name = "nosuch", "output 'nosuch'"),
        ["an output of another type"] = (static model => model.Graph.Output[0].Type.TensorType.ElemType = (int)DataType.Double, "Double"),
        ["an output of another shape"] = (static model => model.Graph.Output[0] = Value("y", DataType.Float, [null, 9]), "[2]"),
        ["input of text"] = (static model => model.Graph.Input[0].Type.TensorType.ElemType = (int)DataType.String, "String"),
        ["input of an unknown type"] = (static model => model.Graph.Input[0].Type.TensorType.ElemType = 999, "999"),
        ["input of a negative type"] = (static model => model.Graph.Input[0].Type.TensorType.ElemType = -5, "type -5;"),
        ["scalar input"] = (static model => model.Graph.Input[0].Type.TensorType.Shape.Dim.Clear(), "batch axis"),
        ["huge input"] = (static model => model.Graph.Input[0] = Value("x", DataType.Float, [null, int.MaxValue, 4]), "elements"),
        ["input beyond counting"] = (static model => model.Graph.Input[0] = Value("x", DataType.Float, [null, int.MaxValue, int.MaxValue, int.MaxValue, 4]), "more elements than can be counted"),
        ["input of no elements"] = (static model => model.Graph.Input[0] = Value("x", DataType.Float, [null, 0]), "extent of 0"),
        ["negative extent"] = (static model => model.Graph.Initializer[0].Dims[0] = -3, "-3"),
        ["huge extent"] = (static model => model.Graph.Initializer[0].Dims[0] = long.MaxValue, "out of range"),
        ["extents whose product overflows"] = (static model => { model.Graph.Initializer[0].Dims.Clear(); model.Graph.Initializer[0].Dims.Add([int.MaxValue, int.MaxValue, int.MaxValue]); }, "more elements than can be counted"),
        ["many axes"] = (static model => model.Graph.Initializer[0].Dims.Add(Enumerable.Repeat(1L, 9)), "axes"),
        ["too few bytes"] = (static model => model.Graph.Initializer[0].RawData = ByteString.CopyFrom(new byte[47]), "takes 48 bytes, and raw_data has 47"),
        ["two places of data"] = (static model => model.Graph.Initializer[0].FloatData = model.Graph.Initializer[0].RawData, "raw_data and in float_data"),
        ["data of another type"] = (static model => { model.Graph.Initializer[0].DoubleData = model.Graph.Initializer[0].RawData; model.Graph.Initializer[0].RawData = ByteString.Empty; }, "double_data"),
        ["an unknown element type"] = (static model => model.Graph.Initializer[0].DataType = 77, "77"),
        ["weights of another type"] = (static model => { model.Graph.Initializer[0].DataType = (int)DataType.Double; model.Graph.Initializer[0].Dims[0] = 2; model.Graph.Initializer[0].Dims[1] = 3; }, "Double"),
        ["external data"] = (static model => model.Graph.Initializer[0].DataLocation = TensorProto.Types.DataLocation.External, "external data"),
        ["sparse initializer"] = (static model => model.Graph.SparseInitializer.Add(ByteString.Empty), "sparse"),
        ["a weight that does not fit"] = (static model => { model.Graph.Initializer[0].Dims[0] = 3; model.Graph.Initializer[0].Dims[1] = 4; }, "each of 4 outputs"),
        ["a weight that is computed"] = (static model => model.Graph.Node[0].Input[1] = "x", "no constant"),
        ["a mask that is used"] = (static model => { model.Graph.Node[1].Output.Add("mask"); model.Graph.Node[2].Input[0] = "mask"; }, "further output"),
        ["an empty name"] = (static model => model.Graph.Initializer[0].Name = "", "no name"),
        ["more nodes than are read"] = (static model => model.Graph.Node.Add(Enumerable.Repeat(model.Graph.Node[1], 10_001)), "10004 nodes"),
    };

    public static TheoryData<string> Broken() => [.. s_broken.Keys];

    /// <summary>A network of two layers with nodes gemm_0, relu_1, matmul_2.</summary>
    internal static Foreign Network() => new Foreign(9, 4).Weights("w", 4, 3).Weights("b", 3).Weights("v", 3, 2).Node("Gemm", "x w b", "h").Node("Relu", "h", "r").Node("MatMul", "r v", "y");

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_file_is_named_with_the_place_and_the_rule(string name)
    {
        var model = Network().Model;
        Foreign.Import(model.ToByteArray());
        s_broken[name].Change(model);
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, model.ToByteArray());
        var refused = Assert.Throws<ModelFileException>(() => OnnxModel.Import(path));
        Assert.Equal(path, refused.Path);
        Assert.StartsWith(path + ": ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(s_broken[name].Expected, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', refused.Message);
        File.Delete(path);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void The_message_is_the_same_in_every_culture(string name)
    {
        var model = Network().Model;
        s_broken[name].Change(model);
        byte[] file = model.ToByteArray();
        string expected = Refused(file);
        Assert.All(Cultures.All, culture => Assert.Equal(expected, Cultures.In(culture, () => Refused(file))));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        byte[] file = Network().Bytes;
        for (int length = 0; length < file.Length; length++) Assert.Throws<ModelFileException>(() => Foreign.Import(file[..length]));
    }

    [Fact]
    public void What_is_no_protocol_buffer_is_refused()
    {
        Assert.Contains("empty", Refused([]), StringComparison.Ordinal);
        foreach (string text in new[] { "hello, world\n", "{\"a\": 1}", "PK\u0003\u0004", "\u0089PNG\r\n" }) Refused(System.Text.Encoding.Latin1.GetBytes(text));
        Assert.Contains("UTF-8", Refused([0x12, 1, 0xFF]), StringComparison.Ordinal);
        Assert.Contains("64 bits", Refused([0x08, .. Enumerable.Repeat((byte)0xFF, 11)]), StringComparison.Ordinal);
        Assert.Contains("graph", Refused([0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]), StringComparison.Ordinal);
        Assert.Contains("comes twice", Refused([0x3A, 0, 0x3A, 0]), StringComparison.Ordinal);
        // groups, which nest without a length
        Assert.Contains("wire type 3", Refused([.. Enumerable.Repeat((byte)0x63, 100_000)]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(99, true)]
    [InlineData(0x0FFF_FFFF, true)]
    [InlineData(0x1000_0000, true)]
    [InlineData(0x1FFF_FFFF, true)]
    [InlineData(0x2000_0000, false)]
    [InlineData(long.MaxValue >> 3, false)]
    public void A_field_that_is_not_known_is_passed_over_if_its_number_is_one_of_protocol_buffers(long number, bool isOne)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteUInt64((ulong)number << 3);
            output.WriteUInt64(7);
        }

        byte[] file = [.. Network().Bytes, .. stream.ToArray()];
        if (isOne) Assert.Equal(2, Foreign.Import(file).OutputShape!.Value[0]);
        else Assert.Contains($"field {number} at byte ", Refused(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_not_followed()
    {
        byte[] graph = new GraphProto { Name = "g" }.ToByteArray();
        for (int depth = 0; depth < 3_000; depth++)
        {
            // GraphProto.node / NodeProto.attribute / AttributeProto.g
            foreach (byte tag in new byte[] { 0x32, 0x2A, 0x0A }) graph = [tag, .. Length(graph.Length), .. graph];
        }

        byte[] file = [.. new ModelProto { IrVersion = 8, OpsetImport = { new OperatorSetIdProto { Version = 17 } } }.ToByteArray(), 0x3A, .. Length(graph.Length), .. graph];
        Assert.Contains("no input", Refused(file), StringComparison.Ordinal);

        static byte[] Length(int value)
        {
            using var stream = new MemoryStream();
            using (var output = new CodedOutputStream(stream, leaveOpen: true)) output.WriteLength(value);
            return stream.ToArray();
        }
    }

    [Fact]
    public void A_refused_file_takes_no_more_memory_than_its_size_and_a_constant()
    {
        // each would take many times its size: messages of no bytes, numbers of one byte, one weight for many nodes
        byte[] nodes = [0x08, 8, 0x3A, 0x80, 0x89, 0x7A, .. Enumerable.Repeat(new byte[] { 0x0A, 0 }, 1_000_000).SelectMany(static pair => pair), .. new byte[128]];
        var dims = Network();
        dims.Graph.Initializer[0].Dims.Add(Enumerable.Repeat(1L, 4_000_000));
        var shared = new Foreign(13, 1000).Weights("w", 1000, 1000);
        for (int i = 0; i < 2_000; i++) shared.Node("Transpose", "w", $"t{i}", Ints("perm", 1, 0)).Node("MatMul", i == 0 ? $"x t{i}" : $"h{i - 1} t{i}", i == 1_999 ? "y" : $"h{i}");
        foreach (byte[] file in new[] { nodes, dims.Bytes })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Refused(file);
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < 3L * file.Length + (64 << 20), $"{taken} bytes for a file of {file.Length}");
        }

        // tied weights stay one
        Assert.Single(Foreign.Import(shared.Bytes).Parameters);
    }

    [Fact]
    public void What_is_no_file_is_refused_without_waiting()
    {
        string folder = Directory.CreateTempSubdirectory().FullName, pipe = Path.Combine(folder, "pipe");
        Assert.Contains("folder", Assert.Throws<ModelFileException>(() => OnnxModel.Import(folder)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<ModelFileException>(() => OnnxModel.Import(Path.Combine(folder, "nosuch"))).Message, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            using (var made = Process.Start("mkfifo", pipe)) made.WaitForExit();
            Assert.Contains("pipe", Assert.Throws<ModelFileException>(() => OnnxModel.Import(pipe)).Message, StringComparison.Ordinal);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string Refused(byte[] file) => Assert.Throws<ModelFileException>(() => Foreign.Import(file)).Message;
}
