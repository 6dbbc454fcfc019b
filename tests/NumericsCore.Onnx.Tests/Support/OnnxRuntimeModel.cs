using Microsoft.ML.OnnxRuntime;

namespace NumericsCore.Onnx.Tests;

/// <summary>A model in ONNX Runtime, on one thread.</summary>
internal sealed class OnnxRuntimeModel : IDisposable
{
    private readonly SessionOptions _options = new() { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
    private readonly InferenceSession _session;

    public OnnxRuntimeModel(byte[] model) => _session = new InferenceSession(model, _options);

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => _session.InputMetadata;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    /// <summary>The output for one input, with its shape.</summary>
    public (double[] Values, int[] Shape) Run(Tensor input) => Run((Inputs.Keys.Single(), input));

    /// <summary>The output for inputs that are tensors, or texts of shape [batch, 1].</summary>
    public (double[] Values, int[] Shape) Run(params IReadOnlyList<(string Name, object Value)> inputs)
    {
        using var scope = new Scope();
        var values = inputs.ToDictionary(static input => input.Name, input => scope.Keep(ToValue(input.Value)));
        using var run = new RunOptions();
        using var outputs = _session.Run(run, values, [.. _session.OutputNames]);
        var output = outputs.Single();
        var info = output.GetTensorTypeAndShape();
        int[] shape = [.. info.Shape.Select(static extent => (int)extent)];
        double[] elements = info.ElementDataType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float
            ? [.. output.GetTensorDataAsSpan<float>().ToArray().Select(static value => (double)value)]
            : output.GetTensorDataAsSpan<double>().ToArray();
        return (elements, shape);
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private static OrtValue ToValue(object value)
    {
        if (value is Tensor tensor)
        {
            long[] shape = [.. tensor.Shape.Select(static extent => (long)extent)];
            return tensor.ElementType == ElementType.Float32
                ? OrtValue.CreateTensorValueFromMemory(tensor.ToArray<float>(), shape)
                : OrtValue.CreateTensorValueFromMemory(tensor.ToArray<double>(), shape);
        }

        var texts = (string[])value;
        var made = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [texts.Length, 1]);
        for (int i = 0; i < texts.Length; i++) made.StringTensorSetElementAt(texts[i], i);
        return made;
    }

    private sealed class Scope : IDisposable
    {
        private readonly List<OrtValue> _values = [];

        public OrtValue Keep(OrtValue value)
        {
            _values.Add(value);
            return value;
        }

        public void Dispose() => _values.ForEach(static value => value.Dispose());
    }
}
