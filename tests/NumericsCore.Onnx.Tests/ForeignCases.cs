using Google.Protobuf;
using NumericsCore.Onnx.Schema;
using static NumericsCore.Onnx.Tests.Foreign;
using DataType = NumericsCore.Onnx.Schema.TensorProto.Types.DataType;

namespace NumericsCore.Onnx.Tests;

/// <summary>Files in the forms that other tools write, of every opset where a form differs.</summary>
internal static class ForeignCases
{
    public static readonly IReadOnlyDictionary<string, (Func<Foreign> Make, int[] Sample)> All = Cases().Concat(ActivationCases.Cases()).ToDictionary(static item => item.Name, static item => (item.Make, item.Sample));

    public static TheoryData<string> Names() => [.. All.Keys];

    private static IEnumerable<(string Name, Func<Foreign> Make, int[] Sample)> Cases()
    {
        foreach (int opset in new[] { 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 21, 22 })
        {
            yield return ($"classifier of opset {opset}", () => new Foreign(opset, 4).Weights("w", 3, 4).Weights("b", 3).Weights("v", 3, 2).Weights("c", 2)
                .Node("Gemm", "x w b", "h", Int("transB", 1)).Node("Relu", "h", "r").Node("MatMul", "r v", "m").Node("Add", "m c", "s").Node("Softmax", "s", "y", Int("axis", 1)), [4]);
            yield return ($"softmax by default of opset {opset}", () => new Foreign(opset, 2, 3).Node("Softmax", "x", "y"), [2, 3]);
            yield return ($"softmax over a middle axis of opset {opset}", () => new Foreign(opset, 2, 3).Node("Softmax", "x", "y", Int("axis", 1)), [2, 3]);
            yield return ($"dropout of opset {opset}", () => Dropped(opset), [4]);
            yield return ($"squeeze of opset {opset}", () => opset < 13
                ? new Foreign(opset, 1, 3).Node("Squeeze", "x", "a", Ints("axes", 1)).Node("Unsqueeze", "a", "b", Ints("axes", 2, 1)).Node("Relu", "b", "y")
                : new Foreign(opset, 1, 3).Integers("one", 1).Integers("two", 2, 1).Node("Squeeze", "x one", "a").Node("Unsqueeze", "a two", "b").Node("Relu", "b", "y"), [1, 3]);
        }

        yield return ("gemm with alpha and beta", static () => new Foreign(9, 4).Weights("w", 4, 3).Weights("b", 1, 3).Node("Gemm", "x w b", "y", Float("alpha", 0.5f), Float("beta", 2)), [4]);
        yield return ("gemm with one bias", static () => new Foreign(13, 4).Weights("w", 4, 3).Weights("b", 1).Node("Gemm", "x w b", "y"), [4]);
        yield return ("gemm without bias", static () => new Foreign(11, 4).Weights("w", 4, 3).Node("Gemm", "x w", "y"), [4]);
        yield return ("bias before the product", static () => new Foreign(13, 4).Weights("w", 4, 3).Weights("b", 3).Node("MatMul", "x w", "m").Node("Add", "b m", "s").Node("Tanh", "s", "y"), [4]);
        yield return ("sums used twice", static () => new Foreign(13, 4).Weights("w", 4, 3).Weights("b", 3).Node("MatMul", "x w", "m").Node("Add", "m b", "s").Node("Sigmoid", "s", "g").Node("Mul", "s g", "y"), [4]);
        yield return ("products used twice", static () => new Foreign(13, 4).Weights("w", 4, 3).Weights("b", 3).Node("MatMul", "x w", "m").Node("Add", "m b", "s").Node("Sub", "s m", "y"), [4]);
        yield return ("residual", static () => new Foreign(13, 4).Weights("w", 4, 4).Weights("b", 4).Node("Gemm", "x w b", "h").Node("Relu", "h", "r").Node("Add", "x r", "y"), [4]);
        yield return ("joined", static () => new Foreign(13, 4).Weights("w", 4, 2).Node("MatMul", "x w", "a").Node("Concat", "x a x", "y", Int("axis", -1)), [4]);
        yield return ("scaled", static () => new Foreign(13, 4).Weights("m", 4).Weights("s", 1, 4).Weights("one", 1).Node("Sub", "x m", "a").Node("Mul", "s a", "b").Node("Div", "one b", "c").Node("Tanh", "c", "y"), [4]);
        yield return ("softplus by parts", static () => new Foreign(13, 4).Weights("one", 1).Node("Abs", "x", "a").Node("Neg", "a", "n").Node("Exp", "n", "e").Node("Add", "e one", "p").Node("Exp", "p", "q").Node("Log", "q", "l").Node("Sqrt", "a", "r").Node("Add", "l r", "t").Node("Softplus", "t", "y"), [4]);
        yield return ("log of softmax", static () => new Foreign(13, 4).Node("LogSoftmax", "x", "y"), [4]);
        yield return ("flatten", static () => new Foreign(9, 2, 3).Node("Flatten", "x", "y"), [2, 3]);
        yield return ("flatten behind an axis of 1", static () => new Foreign(11, 1, 2, 3).Node("Flatten", "x", "y", Int("axis", -2)), [1, 2, 3]);
        yield return ("reshape with zero and minus one", static () => new Foreign(8, 2, 3, 4).Integers("s", 0, -1, 3).Node("Reshape", "x s", "a").Node("Relu", "a", "y"), [2, 3, 4]);
        yield return ("reshape with the batch free", static () => new Foreign(14, 2, 6).Integers("s", -1, 12).Node("Reshape", "x s", "y", Int("allowzero", 0)), [2, 6]);
        yield return ("reshape by the shape, as older PyTorch", static () => new Foreign(9, 2, 6).Add(Index("zero", 0)).Integers("rest", -1)
            .Node("Shape", "x", "sh").Node("Gather", "sh zero", "n", Int("axis", 0)).Node("Unsqueeze", "n", "nv", Ints("axes", 0)).Node("Concat", "nv rest", "to", Int("axis", 0)).Node("Reshape", "x to", "y"), [2, 6]);
        yield return ("constants as nodes", static () => new Foreign(13, 4).Node("Constant", "", "w", Tensor("value", Tensor("", [4, 3], Random([4, 3])))).Node("Identity", "w", "v").Node("MatMul", "x v", "y"), [4]);
        yield return ("a constant number as a node", static () => new Foreign(13, 4).Node("Constant", "", "two", Float("value_float", 2)).Node("Mul", "x two", "y"), [4]);
        yield return ("weights transposed by a node", static () => new Foreign(13, 4).Weights("w", 3, 4).Node("Transpose", "w", "t", Ints("perm", 1, 0)).Node("MatMul", "x t", "y"), [4]);
        yield return ("axes exchanged", static () => new Foreign(13, 2, 3).Node("Transpose", "x", "y", Ints("perm", 0, 2, 1)), [2, 3]);
        yield return ("weights in float_data", static () => new Foreign(13, 4).Add(InFloatData("w", [4, 3])).Node("MatMul", "x w", "y"), [4]);
        yield return ("weights of float16, cast", static () => new Foreign(13, 4).Add(Half("w", [4, 3], raw: true)).Node("Cast", "w", "v", Int("to", 1)).Node("MatMul", "x v", "y"), [4]);
        yield return ("weights of float16 in int32_data, cast", static () => new Foreign(13, 4).Add(Half("w", [4, 3], raw: false)).Node("Cast", "w", "v", Int("to", 1)).Node("MatMul", "x v", "y"), [4]);
        yield return ("weights of float64, cast", static () => new Foreign(13, 4).Add(Double("w", [4, 3])).Node("Cast", "w", "v", Int("to", 1)).Node("MatMul", "x v", "y"), [4]);
        yield return ("cast to float64 and back", static () => new Foreign(13, 4).Node("Cast", "x", "d", Int("to", 11)).Node("Exp", "d", "e").Node("Cast", "e", "y", Int("to", 1)), [4]);
        yield return ("nodes nobody needs", static () => new Foreign(13, 4).Weights("w", 4, 3).Node("MatMul", "x w", "unused").Node("Relu", "x", "y"), [4]);
        yield return ("the input itself", static () => new Foreign(13, 4).Node("Identity", "x", "y"), [4]);
    }

    private static Foreign Dropped(int opset) => opset < 12
        ? new Foreign(opset, 4).Node("Dropout", "x", "d", Float("ratio", 0.25f)).Node("Relu", "d", "y")
        : new Foreign(opset, 4).Add(Tensor("ratio", [], [0.25f])).Node("Dropout", "x ratio", "d mask", Int("seed", 1)).Node("Relu", "d", "y");

    private static TensorProto Index(string name, long value) => new() { Name = name, DataType = (int)DataType.Int64, Int64Data = ByteString.CopyFrom((byte)value) };

    private static TensorProto InFloatData(string name, int[] dims)
    {
        var tensor = Tensor(name, dims, Random(dims));
        (tensor.FloatData, tensor.RawData) = (tensor.RawData, ByteString.Empty);
        return tensor;
    }

    private static TensorProto Half(string name, int[] dims, bool raw)
    {
        short[] bits = [.. Random(dims).Select(static value => BitConverter.HalfToInt16Bits((Half)value))];
        var tensor = Tensor(name, dims, []);
        tensor.DataType = (int)DataType.Float16;
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            foreach (short half in bits) output.WriteInt32((ushort)half);
        }

        if (raw) tensor.RawData = ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes(bits.AsSpan()));
        else tensor.Int32Data = ByteString.CopyFrom(stream.ToArray());
        return tensor;
    }

    private static TensorProto Double(string name, int[] dims)
    {
        double[] values = [.. Random(dims).Select(static value => (double)value + 1e-12)];
        var tensor = Tensor(name, dims, []);
        tensor.DataType = (int)DataType.Double;
        tensor.DoubleData = ByteString.CopyFrom(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
        return tensor;
    }
}
