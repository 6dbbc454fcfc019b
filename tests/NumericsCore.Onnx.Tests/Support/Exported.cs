using NumericsCore.Onnx.Schema;

namespace NumericsCore.Onnx.Tests;

/// <summary>A model's file, checked.</summary>
internal static class Exported
{
    public static byte[] Bytes(Layer model, OnnxExportOptions? options = null)
    {
        using var stream = new MemoryStream();
        OnnxModel.Export(model, stream, options);
        return stream.ToArray();
    }

    /// <summary>The messages of the file, in which every rule of the checker holds.</summary>
    public static ModelProto Messages(byte[] file)
    {
        var messages = ModelProto.Parser.ParseFrom(file);
        Assert.Empty(OnnxChecker.Check(messages));
        return messages;
    }

    /// <summary>
    /// Asserts that ONNX Runtime computes what the model does, within <see cref="Agreement.Bound"/>; of the exact GELU in float64, that it still has no
    /// error function for it.
    /// </summary>
    public static void AgreesWithRuntime(Layer model, Tensor batch)
    {
        byte[] file = Bytes(model, new OnnxExportOptions { ElementType = batch.ElementType });
        Messages(file);
        if (batch.ElementType == ElementType.Float64 && HasGelu(model))
        {
            Assert.Contains("Could not find an implementation for Erf", Assert.ThrowsAny<Exception>(() => new OnnxRuntimeModel(file)).Message, StringComparison.Ordinal);
            return;
        }

        using var runtime = new OnnxRuntimeModel(file);
        var (values, shape) = runtime.Run(batch);
        var ours = model.Call(batch);
        Assert.Equal(ours.Shape.ToArray(), shape);
        Near(ours.ToDoubleArray(), values, Agreement.Bound(model, batch));
    }

    private static bool HasGelu(Layer layer) => layer switch
    {
        Dense dense => dense.Activation == Activation.Gelu,
        ActivationLayer { Activation: var activation } => activation == Activation.Gelu,
        _ => layer.Children.Any(HasGelu),
    };

    public static void Near(double[] expected, double[] actual, double bound)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= bound || expected[i].Equals(actual[i]),
                FormattableString.Invariant($"element {i}: ours is {expected[i]:R}, the other {actual[i]:R}, apart by {Math.Abs(expected[i] - actual[i]):G3}, more than {bound:G3}"));
        }
    }
}
