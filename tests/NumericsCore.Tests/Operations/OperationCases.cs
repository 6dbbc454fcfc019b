using System.Reflection;
using NumericsCore.Kernels;

namespace NumericsCore.Tests.Operations;

/// <summary>Every operation of the table with the ways to call it. An operation without a line here fails a test.</summary>
internal static class OperationCases
{
    public static IReadOnlyList<OperationCase> All { get; } = [.. Elementwise(), .. Reductions(), .. Moves(), .. Products(), .. Rows()];

    /// <summary>The methods marked as operations.</summary>
    public static IEnumerable<MethodInfo> Marked => typeof(Tensor)
        .GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        .Where(static method => method.GetCustomAttribute<OperationAttribute>() is not null);

    private static IEnumerable<OperationCase> Elementwise()
    {
        (string Method, Type Formula, Func<Tensor, Tensor> Call)[] unary =
        [
            ("op_UnaryNegation", typeof(Negate), static x => -x),
            ("Abs", typeof(Abs), static x => x.Abs()),
            ("Exp", typeof(Exp), static x => x.Exp()),
            ("Log", typeof(Log), static x => x.Log()),
            ("Log1p", typeof(Log1p), static x => x.Log1p()),
            ("Sqrt", typeof(Sqrt), static x => x.Sqrt()),
            ("Square", typeof(Square), static x => x.Square()),
            ("Reciprocal", typeof(Reciprocal), static x => x.Reciprocal()),
            ("Sign", typeof(Sign), static x => x.Sign()),
            ("Relu", typeof(Kernels.Formulas.Relu), static x => x.Relu()),
            ("Sigmoid", typeof(Kernels.Formulas.Sigmoid), static x => x.Sigmoid()),
            ("Tanh", typeof(Kernels.Formulas.Tanh), static x => x.Tanh()),
            ("Softplus", typeof(Kernels.Formulas.Softplus), static x => x.Softplus()),
            ("Exp2", typeof(Exp2), static x => x.Exp2()),
            ("Expm1", typeof(Expm1), static x => x.Expm1()),
            ("Log2", typeof(Log2), static x => x.Log2()),
            ("Log10", typeof(Log10), static x => x.Log10()),
            ("Floor", typeof(Floor), static x => x.Floor()),
            ("Ceiling", typeof(Ceiling), static x => x.Ceiling()),
            ("Round", typeof(Round), static x => x.Round()),
            ("Truncate", typeof(Truncate), static x => x.Truncate()),
            ("LogSigmoid", typeof(Kernels.Formulas.LogSigmoid), static x => x.LogSigmoid()),
            ("LeakyRelu", typeof(Kernels.Formulas.LeakyRelu), static x => x.LeakyRelu()),
            ("Elu", typeof(Kernels.Formulas.Elu), static x => x.Elu()),
            ("Selu", typeof(Kernels.Formulas.Selu), static x => x.Selu()),
            ("Silu", typeof(Kernels.Formulas.Silu), static x => x.Silu()),
            ("GeluTanh", typeof(Kernels.Formulas.GeluTanh), static x => x.GeluTanh()),
            ("Mish", typeof(Kernels.Formulas.Mish), static x => x.Mish()),
            ("Softsign", typeof(Kernels.Formulas.Softsign), static x => x.Softsign()),
            ("HardSigmoid", typeof(Kernels.Formulas.HardSigmoid), static x => x.HardSigmoid()),
            ("HardSwish", typeof(Kernels.Formulas.HardSwish), static x => x.HardSwish()),
            ("Sin", typeof(Sin), static x => x.Sin()),
            ("Cos", typeof(Cos), static x => x.Cos()),
            ("Tan", typeof(Tan), static x => x.Tan()),
            ("Asin", typeof(Asin), static x => x.Asin()),
            ("Acos", typeof(Acos), static x => x.Acos()),
            ("Atan", typeof(Atan), static x => x.Atan()),
            ("Sinh", typeof(Sinh), static x => x.Sinh()),
            ("Cosh", typeof(Cosh), static x => x.Cosh()),
            ("Erf", typeof(Erf), static x => x.Erf()),
            ("Erfc", typeof(Erfc), static x => x.Erfc()),
            ("Gelu", typeof(Kernels.Formulas.Gelu), static x => x.Gelu()),
        ];
        foreach (var (method, formula, call) in unary)
        {
            var domain = Static<Domain>(formula, "Domain");
            var reference = formula.GetMethod("Reference", [typeof(double)])!.CreateDelegate<Func<double, double>>(Activator.CreateInstance(formula));
            foreach (Shape shape in (Shape[])[[], [0], [1], [17], [3, 0, 2], [5, 67]])
            {
                yield return new(method, $"shape {shape}", inputs => call(inputs[0]), [shape], inputs => Array.ConvertAll(inputs[0], value => reference(value)))
                {
                    Ranges = [(domain.Low, domain.High)],
                    Spacing = double.IsNaN(domain.Avoid) ? 0 : 0.01,
                    Tolerance = Math.Max(1, Static<double>(formula, "ToleranceUlps")),
                };
            }
        }

        (string Method, Type Formula, Func<Tensor, Tensor, Tensor> Call)[] binary =
        [
            ("op_Addition", typeof(Add), static (a, b) => a + b),
            ("op_Subtraction", typeof(Subtract), static (a, b) => a - b),
            ("op_Multiply", typeof(Multiply), static (a, b) => a * b),
            ("op_Division", typeof(Divide), static (a, b) => a / b),
            ("Power", typeof(Power), static (a, b) => a.Power(b)),
            ("Maximum", typeof(Maximum), static (a, b) => a.Maximum(b)),
            ("Minimum", typeof(Minimum), static (a, b) => a.Minimum(b)),
            ("Remainder", typeof(Remainder), static (a, b) => a.Remainder(b)),
            ("Atan2", typeof(Atan2), static (a, b) => a.Atan2(b)),
            ("Hypot", typeof(Hypot), static (a, b) => a.Hypot(b)),
            ("PRelu", typeof(Kernels.Formulas.PRelu), static (a, b) => a.PRelu(b)),
        ];
        (Shape A, Shape B)[] pairs =
        [
            ([], []), ([0], [0]), ([19], [19]), ([4, 33], [4, 33]), ([4, 33], []), ([], [7]), ([4, 33], [33]), ([4, 33], [4, 1]),
            ([4, 1], [1, 5]), ([2, 3, 4], [3, 1]), ([2, 1, 4], [3, 1]), ([2, 3, 1, 5], [1, 4, 1]), ([0, 3], [1, 3]), ([1], [6]),
        ];
        foreach (var (method, formula, call) in binary)
        {
            var left = Static<Domain>(formula, "LeftDomain");
            var right = Static<Domain>(formula, "RightDomain");
            var reference = formula.GetMethod("Reference", [typeof(double), typeof(double)])!.CreateDelegate<Func<double, double, double>>(Activator.CreateInstance(formula));
            bool kinked = method is "Maximum" or "Minimum" || !double.IsNaN(left.Avoid);
            foreach (var (a, b) in pairs)
            {
                yield return new(method, $"{a} and {b}", inputs => call(inputs[0], inputs[1]), [a, b], inputs => Broadcast(inputs, [a, b], v => reference(v[0], v[1])))
                {
                    Ranges = [(left.Low, left.High), (right.Low, right.High)],
                    Spacing = kinked ? 0.02 : 0,
                    Tolerance = Math.Max(1, Static<double>(formula, "ToleranceUlps")),
                };
            }
        }

        foreach (var (c, a, b) in ((Shape, Shape, Shape)[])[([9], [9], [9]), ([4, 1], [5], []), ([3], [2, 3], [2, 1])])
        {
            yield return new("Where", $"{c}, {a}, {b}", inputs => Tensor.Where(inputs[0].Detach().GreaterThan(0), inputs[1], inputs[2]), [c, a, b],
                inputs => Broadcast(inputs, [c, a, b], v => v[0] > 0 ? v[1] : v[2]))
            { Spacing = 0.03 };
        }

        yield return new("Clamp", "both sides reached", static inputs => inputs[0].Clamp(-0.5, 0.75), [[41]], static inputs => Array.ConvertAll(inputs[0], static v => Math.Clamp(v, -0.5, 0.75))) { Spacing = 0.0313 };
    }

    private static IEnumerable<OperationCase> Reductions()
    {
        (Shape Shape, int[]? Axes, bool Keep)[] ways =
        [
            ([], null, false), ([7], null, false), ([5, 6], null, true), ([5, 6], [0], false), ([5, 6], [1], true), ([5, 6], [-1], false),
            ([3, 4, 5], [0, 2], false), ([3, 4, 5], [0, 2], true), ([3, 4, 5], [1], false), ([2, 3, 2, 3], [1, 2], false), ([70, 3], [0], false), ([1, 4], [0], false), ([6], [], false),
        ];
        (string Method, Func<Tensor, int[]?, bool, Tensor> Call, Func<IEnumerable<double>, double> Reference)[] reductions =
        [
            ("Sum", static (x, axes, keep) => x.Sum(axes, keep), static values => values.Sum()),
            ("Mean", static (x, axes, keep) => x.Mean(axes, keep), static values => values.Average()),
            ("Max", static (x, axes, keep) => x.Max(axes, keep), static values => values.Max()),
            ("Min", static (x, axes, keep) => x.Min(axes, keep), static values => values.Min()),
        ];
        foreach (var (method, call, reference) in reductions)
        {
            foreach (var (shape, axes, keep) in ways)
            {
                yield return new(method, $"{shape} over {(axes is null ? "all" : $"[{string.Join(", ", axes)}]")}", inputs => call(inputs[0], axes, keep), [shape], inputs => Reduce(inputs[0], shape, axes, reference))
                {
                    Spacing = method is "Max" or "Min" ? 0.01 : 0,
                    Tolerance = 8,
                };
            }
        }

        yield return new("Sum", "an empty axis", static inputs => inputs[0].Sum(1), [[3, 0]], static _ => [0, 0, 0]);
    }

    private static IEnumerable<OperationCase> Moves()
    {
        yield return new("Reshape", "with an inferred extent", static inputs => inputs[0].Reshape(3, -1), [[2, 6]], static inputs => inputs[0]);
        yield return new("Permute", "three axes", static inputs => inputs[0].Permute(2, 0, 1), [[2, 3, 4]], static inputs => Gather(inputs[0], [4, 2, 3], i => i[1] * 12 + i[2] * 4 + i[0]));
        yield return new("Permute", "a matrix", static inputs => inputs[0].T, [[37, 41]], static inputs => Gather(inputs[0], [41, 37], i => i[1] * 41 + i[0]));
        yield return new("BroadcastTo", "new and repeated axes", static inputs => inputs[0].BroadcastTo([2, 3, 4]), [[3, 1]], static inputs => Gather(inputs[0], [2, 3, 4], i => i[1]));
        yield return new("BroadcastTo", "its own shape", static inputs => inputs[0].BroadcastTo([3, 1]), [[3, 1]], static inputs => inputs[0]);
        yield return new("Concatenate", "the middle axis", static inputs => Tensor.Concatenate(inputs, 1), [[2, 1, 3], [2, 2, 3]],
            static inputs => [.. inputs[0][..3], .. inputs[1][..6], .. inputs[0][3..], .. inputs[1][6..]]);
        yield return new("Concatenate", "an empty part", static inputs => Tensor.Concatenate(inputs), [[0], [3], [2]], static inputs => [.. inputs[1], .. inputs[2]]);
        yield return new("GatherRows", "repeated rows", static inputs => inputs[0].GatherRows(2, 0, 2), [[3, 2]], static inputs => [.. inputs[0][4..], .. inputs[0][..2], .. inputs[0][4..]]);
        yield return new("Slice", "an index and a range", static inputs => inputs[0][1, 1..3], [[2, 4]], static inputs => inputs[0][5..7]);
        yield return new("Slice", "a step and an end", static inputs => inputs[0][TensorIndex.Every(2, ..), ^1], [[5, 3]], static inputs => [inputs[0][2], inputs[0][8], inputs[0][14]]);
        yield return new("Slice", "nothing", static inputs => inputs[0][2..2], [[4, 3]], static _ => []);
        yield return new("Copy", "a matrix", static inputs => inputs[0].Copy(), [[3, 5]], static inputs => inputs[0]);
        yield return new("To", "the same type", static inputs => inputs[0].To(inputs[0].ElementType), [[3]], static inputs => inputs[0]);
        yield return new("To", "float64", static inputs => inputs[0].To(ElementType.Float64), [[3]], static inputs => inputs[0]);
        yield return new("To", "another device and back", static inputs => inputs[0].To(s_other).To(inputs[0].Device), [[3]], static inputs => inputs[0]);
    }

    private static IEnumerable<OperationCase> Products()
    {
        (Shape A, Shape B)[] pairs = [([1, 1], [1, 1]), ([3, 4], [4, 5]), ([33, 7], [7, 19]), ([2, 0], [0, 3]), ([0, 2], [2, 3]), ([5, 3, 4], [4, 2]), ([3, 4], [5, 4, 2]), ([2, 1, 3, 4], [5, 4, 2])];
        foreach (var (a, b) in pairs)
        {
            yield return new("MatMul", $"{a} · {b}", static inputs => inputs[0].MatMul(inputs[1]), [a, b], inputs => MatMul(inputs[0], a, inputs[1], b)) { Tolerance = 32 };
        }
    }

    private static IEnumerable<OperationCase> Rows()
    {
        (Shape Shape, int Axis)[] ways = [([5], 0), ([4, 7], -1), ([4, 7], 0), ([2, 3, 4], 1), ([3, 1], -1), ([0, 3], -1)];
        foreach (var (shape, axis) in ways)
        {
            yield return new("Softmax", $"{shape} along {axis}", inputs => inputs[0].Softmax(axis), [shape], inputs => Along(inputs[0], shape, axis, static row => Softmax(row))) { Tolerance = 8 };
            yield return new("LogSoftmax", $"{shape} along {axis}", inputs => inputs[0].LogSoftmax(axis), [shape], inputs => Along(inputs[0], shape, axis, static row => Array.ConvertAll(Softmax(row), Math.Log))) { Tolerance = 16 };
        }

        yield return new("SoftmaxCrossEntropy", "probabilities as targets", static inputs => inputs[0].SoftmaxCrossEntropy(inputs[1].Softmax()), [[5, 4], [5, 4]], static inputs =>
        {
            var losses = new double[5];
            for (int r = 0; r < 5; r++)
            {
                double[] p = Softmax(inputs[0][(4 * r)..(4 * r + 4)]), t = Softmax(inputs[1][(4 * r)..(4 * r + 4)]);
                for (int c = 0; c < 4; c++) losses[r] -= t[c] * Math.Log(p[c]);
            }

            return losses;
        })
        { Tolerance = 32 };
        yield return new("Dropout", "rate 0.3", static inputs => inputs[0].Dropout(0.3, seed: 5, stream: 2), [[9, 13]], static inputs =>
        {
            double[] uniform = Tensor.Uniform([9, 13], seed: 5, stream: 2, elementType: ElementType.Float64).ToArray<double>();
            return [.. inputs[0].Select((x, i) => uniform[i] < 0.3f ? 0 : x / 0.7)];
        });
    }

    private static readonly Device s_other = Device.CreateCpu(1);

    private static TValue Static<TValue>(Type formula, string property) => (TValue)formula.GetProperty(property)!.GetValue(null)!;

    private static double[] Broadcast(double[][] inputs, Shape[] shapes, Func<double[], double> f)
    {
        Shape shape = shapes.Aggregate(Shape.Broadcast);
        var strides = Array.ConvertAll(shapes, s => Broadcasting.Strides(s, shape));
        return Positions(shape).Select(index => f([.. inputs.Select((values, k) => values[index.Select((i, axis) => i * strides[k][axis]).Sum()])])).ToArray();
    }

    private static double[] Reduce(double[] values, Shape shape, int[]? axes, Func<IEnumerable<double>, double> f)
    {
        var reduced = axes is null ? [.. Enumerable.Range(0, shape.Rank)] : axes.Select(axis => axis < 0 ? axis + shape.Rank : axis).ToHashSet();
        return [.. Positions(shape).Select((index, i) => (Key: string.Join(',', index.Select((at, axis) => reduced.Contains(axis) ? 0 : at)), Value: values[i]))
            .GroupBy(static pair => pair.Key, static pair => pair.Value).Select(f)];
    }

    private static double[] Gather(double[] values, Shape shape, Func<int[], int> source) => [.. Positions(shape).Select(index => values[source(index)])];

    private static double[] MatMul(double[] a, Shape shapeA, double[] b, Shape shapeB)
    {
        int m = shapeA[-2], k = shapeA[-1], n = shapeB[-1];
        Shape leadingA = shapeA.AsSpan()[..^2].ToArray(), leadingB = shapeB.AsSpan()[..^2].ToArray();
        Shape leading = Shape.Broadcast(leadingA, leadingB);
        long[] stridesA = Broadcasting.Strides(leadingA, leading), stridesB = Broadcasting.Strides(leadingB, leading);
        var result = new List<double>();
        foreach (int[] batch in Positions(leading))
        {
            long startA = batch.Select((i, axis) => i * stridesA[axis]).Sum() * m * k, startB = batch.Select((i, axis) => i * stridesB[axis]).Sum() * k * n;
            for (int i = 0; i < m; i++)
                for (int j = 0; j < n; j++)
                    result.Add(Enumerable.Range(0, k).Sum(p => a[startA + i * k + p] * b[startB + p * n + j]));
        }

        return [.. result];
    }

    private static double[] Softmax(double[] row)
    {
        double[] exponentials = Array.ConvertAll(row, value => Math.Exp(value - row.Max()));
        return Array.ConvertAll(exponentials, value => value / exponentials.Sum());
    }

    private static double[] Along(double[] values, Shape shape, int axis, Func<double[], double[]> f)
    {
        int along = axis < 0 ? axis + shape.Rank : axis;
        var result = new double[values.Length];
        var rows = Positions(shape).Select((index, i) => (Key: string.Join(',', index.Select((at, a) => a == along ? 0 : at)), Position: i)).GroupBy(static pair => pair.Key, static pair => pair.Position);
        foreach (var row in rows)
        {
            int[] positions = [.. row];
            double[] mapped = f(Array.ConvertAll(positions, position => values[position]));
            for (int i = 0; i < positions.Length; i++) result[positions[i]] = mapped[i];
        }

        return result;
    }

    /// <summary>All indices of a shape in row-major order.</summary>
    private static IEnumerable<int[]> Positions(Shape shape)
    {
        for (long i = 0; i < shape.ElementCount; i++)
        {
            var index = new int[shape.Rank];
            long rest = i;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                index[axis] = (int)(rest % shape[axis]);
                rest /= shape[axis];
            }

            yield return index;
        }
    }
}
