namespace NumericsCore.Testing.Tests.Laws;

/// <summary>An optimizer with one parameter whose gradients the test chooses.</summary>
internal sealed class OptimizerRun : IDisposable
{
    private static readonly double[] s_start = [1, -2, 0.5, 3, -0.125, 0, 0.75];

    private readonly Optimizer _optimizer;
    private readonly Parameter _theta;

    public OptimizerRun(Optimizer optimizer, Device device, ElementType elementType, double scale = 1)
    {
        _optimizer = optimizer;
        _theta = new Parameter(Convert([.. s_start.Select(value => value * scale)], device, elementType));
        optimizer.AddGroup([_theta]);
    }

    public static IReadOnlyList<double> Start => s_start;

    /// <summary>Normal numbers, one for each element, that are exact in float32.</summary>
    public static double[] Random(int step) => Tensor.Normal([s_start.Length], seed: 4, stream: (uint)step, device: Device.Cpu).ToDoubleArray();

    public double[] Theta() => _theta.ToDoubleArray();

    public double[] Slot(int slot) => _optimizer.Slot(_theta, slot).ToDoubleArray();

    public void Dispose() => _theta.Dispose();

    /// <summary>A step with exactly these gradients: those of Σθ·g.</summary>
    public void Step(double[] gradient)
    {
        _optimizer.ClearGradients();
        (_theta * Convert(gradient, _theta.Device, _theta.ElementType)).Sum().Backward();
        _optimizer.Step();
    }

    private static Tensor Convert(double[] values, Device device, ElementType elementType) => elementType == ElementType.Float64
        ? Tensor.From(values, device)
        : Tensor.From(Array.ConvertAll(values, static value => (float)value), device);
}
