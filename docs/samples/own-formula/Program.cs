// GELU as a struct of one's own: an activation with its gradient, on every device, checked by one call and kept in a model's file.
using NumericsCore;
using NumericsCore.Kernels;
using NumericsCore.Testing;

Console.WriteLine(Tensor.From([-2f, -1, 0, 1, 2]).Apply<Gelu>());

// against the reference in float64, the gradient against differences, and the same bits for every vector width, thread and device
FormulaLaw.Holds<Gelu>();
Console.WriteLine("the law holds");

var x = Tensor.Uniform([256, 2], seed: 1, low: -1, high: 1);
var y = x.Square().Sum(axis: 1, keepDims: true);
var model = new Sequential(new Dense(16, Activation.From<Gelu>()), new Dense(1));
model.Compile(new Adam(0.01), new MeanSquaredError());
var history = model.Fit(x, y, batchSize: 32, epochs: 20, seed: 42);
Console.WriteLine($"loss {history.Epochs[0]["loss"]:F3} to {history.Epochs[^1]["loss"]:F3}, weights {model.WeightsSha256()[..16]}");

// a file has the name of a formula, which every program that reads it registers
ModelRegistry.RegisterActivation<Gelu>("my_gelu");
model.Save("gelu.safetensors");
Console.WriteLine($"loaded: {Model.Load("gelu.safetensors").WeightsSha256() == model.WeightsSha256()}");

/// <summary>The fast form of GELU, y = x·σ(1.702x) (Hendrycks and Gimpel 2016); dy/dx = s + 1.702·y·(1 - s) with s = σ(1.702x).</summary>
public readonly struct Gelu : IUnaryOperation
{
    public static Domain Domain => Domain.Real;

    public static double ToleranceUlps => 8;

    public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * Elementary.Sigmoid(TLane.Of(1.702) * x);

    public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane>
    {
        TLane s = Elementary.Sigmoid(TLane.Of(1.702) * x);
        return dy * TLane.MultiplyAdd(TLane.Of(1.702) * y, TLane.Of(1) - s, s);
    }

    public double Reference(double x) => x / (1 + Math.Exp(-1.702 * x));
}
