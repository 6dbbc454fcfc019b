using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using NumericsCore.Onnx.Schema;
using Xunit.Abstractions;

namespace NumericsCore.Onnx.Tests;

/// <summary>
/// Random changes of files, of their messages and of their bytes: each is refused by name or gives a model that predicts. A case is its
/// seed alone; NUMERICSCORE_FUZZ_CASES sets how many, NUMERICSCORE_FUZZ_SEED the first.
/// </summary>
public class OnnxFuzzTests(ITestOutputHelper log)
{
    private const int DefaultCases = 100_000;
    private const int MaxStories = 12;

    // 64 MiB for messages and, in the largest of these small files, a model of its own
    private const long MaxBytes = 192L << 20;

    private static readonly ModelProto[] s_files =
    [
        .. LayerCases.All.Keys.Where(static name => !name.Contains("on rows", StringComparison.Ordinal)).Select(static name => ModelProto.Parser.ParseFrom(Exported.Bytes(LayerCases.Make(name, ElementType.Float32).Model))),
        .. ForeignCases.All.Values.Select(static item => item.Make().Model),
    ];

    private static readonly string[] s_operators =
        ["Gemm", "MatMul", "Add", "Sub", "Mul", "Div", "Relu", "Sigmoid", "Tanh", "Softplus", "Gelu", "Elu", "Selu", "LeakyRelu", "PRelu", "HardSigmoid", "HardSwish", "Mish", "Softsign", "Clip", "Erf", "Pow", "Softmax", "LogSoftmax", "Dropout", "Identity", "Cast", "Constant", "Concat", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose", "Shape", "Gather", "Conv", ""];

    private static readonly float[] s_fractions = [0, -1, 0.5f, 2, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue];

    private static readonly long[] s_numbers = [0, 1, -1, 2, 3, 4, 7, 8, 11, 13, 22, 255, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1 << 20];

    [Fact]
    public void Every_file_is_refused_by_name_or_predicts()
    {
        int cases = FuzzSettings.Cases(DefaultCases), first = FuzzSettings.FirstSeed;
        int accepted = 0;
        var failures = new ConcurrentQueue<string>();
        Parallel.For(first, first + cases, seed =>
        {
            try
            {
                if (RunCase(new Random(seed))) Interlocked.Increment(ref accepted);
            }
            // all of them are wanted, not the first alone
            catch (Exception e)
            {
                failures.Enqueue(string.Create(CultureInfo.InvariantCulture, $"NUMERICSCORE_FUZZ_SEED={seed} NUMERICSCORE_FUZZ_CASES=1: {e}"));
            }
        });
        log.WriteLine($"{accepted} of {cases} files were models");
        Assert.True(failures.IsEmpty, string.Join("\n\n", failures.Take(MaxStories).Prepend($"{failures.Count} of {cases} cases failed")));
        // a generator that reached one kind of end alone would show nothing
        if (cases >= DefaultCases) Assert.InRange(accepted, cases / 100, cases - cases / 10);
    }

    private static bool RunCase(Random random)
    {
        var messages = s_files[random.Next(s_files.Length)].Clone();
        bool damaged = random.Next(3) == 0;
        for (int changes = random.Next(damaged ? 0 : 1, 4); changes > 0; changes--) Change(random, messages);
        byte[] file = messages.ToByteArray();
        if (damaged) file = Damaged(random, file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Model model;
        try
        {
            model = Foreign.Import(file);
        }
        catch (ModelFileException e)
        {
            Assert.StartsWith("the stream: ", e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(e.Message, char.IsControl);
            return false;
        }
        finally
        {
            long taken = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(taken < MaxBytes, $"{taken} bytes for a file of {file.Length}");
        }

        // each model is built, which computes a sample; a batch of one in four is enough
        if (model.InputShape!.Value.ElementCount > 10_000 || random.Next(4) > 0) return true;
        var output = model.Predict(Tensor.Zeros([2, .. model.InputShape.Value], ModelType(file)));
        Assert.Equal(2, output.Shape[0]);
        Assert.Equal(model.OutputShape!.Value.ToArray(), output.Shape.ToArray()[1..]);
        return true;
    }

    private static ElementType ModelType(byte[] file)
    {
        var graph = ModelProto.Parser.ParseFrom(file).Graph;
        int type = graph.Input.Single(input => graph.Initializer.All(tensor => tensor.Name != input.Name)).Type.TensorType.ElemType;
        return type == (int)TensorProto.Types.DataType.Double ? ElementType.Float64 : ElementType.Float32;
    }

    /// <summary>A change of a message.</summary>
    private static void Change(Random random, ModelProto model)
    {
        var graph = model.Graph;
        var node = graph.Node[random.Next(graph.Node.Count)];
        var tensor = graph.Initializer.Count > 0 ? graph.Initializer[random.Next(graph.Initializer.Count)] : new TensorProto();
        string[] names = [.. graph.Node.SelectMany(static other => other.Output), .. graph.Initializer.Select(static other => other.Name), .. graph.Input.Select(static other => other.Name), "", "nosuch", "\u001b"];
        long number = s_numbers[random.Next(s_numbers.Length)];
        switch (random.Next(18))
        {
            case 0: node.OpType = s_operators[random.Next(s_operators.Length)]; break;
            case 1 when node.Input.Count > 0: node.Input[random.Next(node.Input.Count)] = names[random.Next(names.Length)]; break;
            case 2 when node.Output.Count > 0: node.Output[random.Next(node.Output.Count)] = names[random.Next(names.Length)]; break;
            case 3: node.Input.Add(names[random.Next(names.Length)]); break;
            case 4 when node.Input.Count > 0: node.Input.RemoveAt(random.Next(node.Input.Count)); break;
            case 5: node.Attribute.Add(Foreign.Int(random.Next(2) == 0 ? "axis" : "to", number)); break;
            case 6 when node.Attribute.Count > 0: node.Attribute[random.Next(node.Attribute.Count)].I = number; break;
            case 7 when node.Attribute.Count > 0: node.Attribute.RemoveAt(0); break;
            case 8: graph.Node.Insert(random.Next(graph.Node.Count + 1), node.Clone()); break;
            case 9 when graph.Node.Count > 1: graph.Node.Remove(node); break;
            case 10 when tensor.Dims.Count > 0: tensor.Dims[random.Next(tensor.Dims.Count)] = number; break;
            case 11: tensor.Dims.Insert(random.Next(tensor.Dims.Count + 1), random.Next(3)); break;
            case 12: tensor.DataType = random.Next(20); break;
            case 13: tensor.RawData = tensor.RawData.Length > 0 ? ByteString.CopyFrom(tensor.RawData.Span[1..]) : ByteString.CopyFrom(1, 2, 3, 4); break;
            case 14: model.OpsetImport[0].Version = random.Next(6, 24); break;
            case 15 when graph.Input[0].Type.TensorType.Shape is { Dim.Count: > 1 } shape: shape.Dim[random.Next(1, shape.Dim.Count)].DimValue = number; break;
            case 16 when node.Attribute.Count > 0: node.Attribute[random.Next(node.Attribute.Count)].F = s_fractions[random.Next(s_fractions.Length)]; break;
            default: graph.Input[0].Type.TensorType.ElemType = random.Next(17); break;
        }
    }

    /// <summary>A few changes of bytes.</summary>
    private static byte[] Damaged(Random random, byte[] file)
    {
        var bytes = new List<byte>(file);
        for (int changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                case 3: bytes.RemoveAt(at); break;
                default: bytes.RemoveRange(at, bytes.Count - at); break;
            }
        }

        return [.. bytes];
    }
}
