using NumericsCore;
using NumericsCore.Kernels;

// as in a user's program, whose own namespace is not within the library's
namespace Elsewhere;

/// <summary>A file that defines formulas also uses layers and losses: both namespaces together leave no name ambiguous.</summary>
public class BothNamespaces
{
    [Fact]
    public void Layers_and_losses_are_meant_where_formulas_are_written()
    {
        Layer[] layers = [new Relu(), new Sigmoid(), new Tanh(), new Dense(1, Activation.From<Cube>())];
        Assert.Equal(["Relu", "Sigmoid", "Tanh", "Dense"], layers.Select(static layer => layer.GetType().Name));
        Assert.Equal("binary cross-entropy", new BinaryCrossEntropy().Name);
        Assert.Equal([8f], Tensor.From([2f]).Apply<Cube>().ToArray<float>());
    }

    public readonly struct Cube : IUnaryOperation
    {
        public static Domain Domain => Domain.Real;

        public static double ToleranceUlps => 1;

        public TLane Apply<TLane>(TLane x) where TLane : struct, ILane<TLane> => x * x * x;

        public TLane Pullback<TLane>(TLane x, TLane y, TLane dy) where TLane : struct, ILane<TLane> => dy * TLane.Of(3) * x * x;

        public double Reference(double x) => x * x * x;
    }
}
