using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Export;

/// <summary>The inputs of a graph, and what makes the features of a model of them.</summary>
internal static class InputExporter
{
    /// <summary>Adds the inputs and the nodes before the first layer.</summary>
    /// <returns>The value that the first layer takes.</returns>
    public static string Export(GraphBuilder builder, OnnxExportOptions options, Shape sample, ElementType elementType)
    {
        var type = LayerExporter.DataType(elementType);
        if (options.Columns is { } columns) return Columns(builder, columns, sample, type);
        if (options.Scaling is not { } scaling) return builder.Input(options.InputName, type, sample.AsSpan());
        if (sample.Rank == 0 || sample[-1] != scaling.Means.Length)
            throw new ArgumentException($"The scaling has {scaling.Means.Length} features, but a sample of the model has shape {sample}.", nameof(options));
        string input = builder.Input(options.InputName, TensorProto.Types.DataType.Double, sample.AsSpan());
        return Scaled(builder, input, "scaling", scaling.Means, scaling.Scales, sample, type);
    }

    private static string Columns(GraphBuilder builder, IReadOnlyList<OnnxColumn> columns, Shape sample, TensorProto.Types.DataType type)
    {
        if (columns.Any(static column => column is null)) throw new ArgumentException("A column is null.", nameof(columns));
        long width = columns.Sum(static column => (long)column.Width);
        if (columns.Count == 0 || sample.Rank != 1 || width != sample[0])
            throw new ArgumentException($"The {columns.Count} columns give {width} features, but a sample of the model has shape {sample}.", nameof(columns));
        foreach (var column in columns)
            builder.Input(column.Name, column.IsOneHot ? TensorProto.Types.DataType.String : TensorProto.Types.DataType.Double, [1]);
        var features = new List<string>();
        for (int start = 0, end; start < columns.Count; start = end)
        {
            end = start + 1;
            if (columns[start].IsOneHot)
            {
                features.Add(OneHot(builder, columns[start], type));
                continue;
            }

            // numbers beside each other are scaled together
            while (end < columns.Count && !columns[end].IsOneHot) end++;
            OnnxColumn[] numbers = [.. columns.Take(end).Skip(start)];
            string joined = Joined(builder, [.. numbers.Select(static column => column.Name)], TensorProto.Types.DataType.Double, numbers.Length);
            string owner = start == 0 ? "scaling" : $"scaling_{start}";
            features.Add(Scaled(builder, joined, owner, [.. numbers.Select(static column => column.Mean)], [.. numbers.Select(static column => column.Scale)], [numbers.Length], type));
        }

        return Joined(builder, [.. features], type, (int)width);
    }

    private static string Scaled(GraphBuilder builder, string input, string owner, ReadOnlySpan<double> means, ReadOnlySpan<double> scales, Shape sample, TensorProto.Types.DataType type)
    {
        string shifted = builder.Node("Sub", owner, input, builder.Initializer(owner + ".mean", [means.Length], means));
        builder.Describe(shifted, TensorProto.Types.DataType.Double, sample.AsSpan());
        string scaled = builder.Node("Div", owner, shifted, builder.Initializer(owner + ".scale", [scales.Length], scales));
        builder.Describe(scaled, TensorProto.Types.DataType.Double, sample.AsSpan());
        return type == TensorProto.Types.DataType.Double ? scaled : Cast(builder, scaled, owner, type, sample);
    }

    private static string OneHot(GraphBuilder builder, OnnxColumn column, TensorProto.Types.DataType type)
    {
        string categories = builder.Initializer(column.Name + ".categories", [1, column.Width], column.Categories);
        string equal = builder.Node("Equal", column.Name, column.Name, categories);
        builder.Describe(equal, TensorProto.Types.DataType.Bool, [column.Width]);
        return Cast(builder, equal, column.Name, type, [column.Width]);
    }

    private static string Cast(GraphBuilder builder, string value, string owner, TensorProto.Types.DataType type, Shape sample)
    {
        string cast = builder.Node("Cast", owner, [value], GraphBuilder.Integer("to", (int)type));
        builder.Describe(cast, type, sample.AsSpan());
        return cast;
    }

    private static string Joined(GraphBuilder builder, string[] values, TensorProto.Types.DataType type, int width)
    {
        if (values.Length == 1) return values[0];
        string joined = builder.Node("Concat", "", values, GraphBuilder.Integer("axis", 1));
        builder.Describe(joined, type, [width]);
        return joined;
    }
}
