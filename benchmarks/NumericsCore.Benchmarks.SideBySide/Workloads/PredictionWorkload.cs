using Microsoft.ML.OnnxRuntime;
using NumericsCore.Onnx;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Predictions of rows in host memory, to host memory: a <see cref="Predictor"/> beside ONNX Runtime with the exported model, whose input and output are bound to the arrays beforehand.</summary>
internal sealed class PredictionWorkload : Workload
{
    private readonly float[] _rows, _ours, _peers;
    private readonly Predictor _predictor;
    private readonly SessionOptions _options = new();
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtValue[] _inputs, _outputs;

    /// <param name="widths">Features, units of the hidden layers with relu, and outputs: one with a sigmoid or several with a softmax.</param>
    /// <param name="rows">Rows of a call.</param>
    /// <param name="threads">Threads of both.</param>
    public PredictionWorkload(int[] widths, int rows, int threads)
        : base(threads)
    {
        var model = new Sequential([.. widths[1..^1].Select(static units => new Dense(units, Activation.Relu)), new Dense(widths[^1], widths[^1] == 1 ? Activation.Sigmoid : Activation.Softmax)]);
        model.Build([widths[0]], seed: 1, device: Device);
        _predictor = model.CreatePredictor();
        _rows = Numbers((long)rows * widths[0], 9);
        (_ours, _peers) = (new float[rows * widths[^1]], new float[rows * widths[^1]]);

        using var file = new MemoryStream();
        OnnxModel.Export(model, file);
        (_options.IntraOpNumThreads, _options.InterOpNumThreads) = (threads, 1);
        _session = new InferenceSession(file.ToArray(), _options);
        _inputs = [OrtValue.CreateTensorValueFromMemory(_rows, [rows, widths[0]])];
        _outputs = [OrtValue.CreateTensorValueFromMemory(_peers, [rows, widths[^1]])];
    }

    public override void Ours() => _predictor.Predict<float>(_rows, _ours);

    public override void Peer() => _session.Run(_run, _session.InputNames, _inputs, _session.OutputNames, _outputs);

    public override string Check()
    {
        Ours();
        Peer();
        return Agreement.Require("predictions", _ours, _peers, 1e-5);
    }

    public override void Dispose()
    {
        foreach (var value in (OrtValue[])[.. _inputs, .. _outputs]) value.Dispose();
        _run.Dispose();
        _session.Dispose();
        _options.Dispose();
    }
}
