using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Tests.Memory;

/// <summary>A network small enough to be made again for every request of memory.</summary>
/// <param name="Inputs">Features of a sample.</param>
/// <param name="Layers">Units of dense layers; 0 for a dropout, negative for a layer of one's own.</param>
/// <param name="ElementType">Of its parameters.</param>
/// <param name="Threads">Of its device; with more than one, calls wait until several threads have compiled them.</param>
/// <param name="Seed">Of its initial values.</param>
public sealed record SmallNetwork(int Inputs, int[] Layers, ElementType ElementType, int Threads, int Seed)
{
    public static Arbitrary<SmallNetwork> Any() => (
        from inputs in Gen.Choose(1, 4)
        from first in Gen.Choose(-1, 5)
        from layers in Gen.Choose(-1, 5).ArrayOf(2)
        from last in Gen.Choose(1, 4)
        from type in Gen.Elements(ElementType.Float32, ElementType.Float64)
        from threads in Gen.Choose(1, 2)
        from seed in Gen.Choose(0, 1000)
        select new SmallNetwork(inputs, [first, .. layers, last], type, threads, seed)).ToArbitrary();

    public Device NewDevice() => Device.CreateCpu(Threads);

    /// <summary>The network, not built.</summary>
    public Sequential Make() => new([.. Layers.Select(static units => units switch
    {
        0 => new Dropout(0.5),
        < 0 => new Scaled(),
        _ => (Layer)new Dense(units, Activation.Relu),
    })]);

    public Sequential Built(Device device, ulong? seed)
    {
        var model = Make();
        model.Build([Inputs], seed, ElementType, device);
        return model;
    }

    public Tensor Samples(Device device) => Tensor.Uniform([3, Inputs], seed: 1, elementType: ElementType, device: device);

    public override string ToString() => $"{Inputs} inputs, layers {string.Join(", ", Layers)}, {ElementType}, {Threads} threads, seed {Seed}";

    /// <summary>A layer that tells the shape of its result by computing alone, and makes a buffer and an inner layer when it is built.</summary>
    private sealed class Scaled : Layer
    {
        private Layer? _inner;
        private Parameter? _scale;
        private Variable? _shift;

        public override bool IsReplayable => true;

        protected override void OnBuild(Shape inputShape)
        {
            _scale = AddParameter("scale", inputShape, Initializer.GlorotUniform);
            _shift = AddBuffer("shift", inputShape, 0.25);
            _inner = Add(new Dense(2));
        }

        protected override Tensor Forward(Tensor input, ForwardContext context) => _inner!.Call(input * _scale! + _shift!, context);
    }
}
