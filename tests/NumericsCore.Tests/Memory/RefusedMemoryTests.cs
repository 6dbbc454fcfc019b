using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NumericsCore.Kernels;
using NumericsCore.Tests.Serialization;
using NumericsCore.Tests.Support;

namespace NumericsCore.Tests.Memory;

/// <summary>Memory that ends at any one request: what was asked for fails, a model is as it was, and asking again gives what it would have given.</summary>
[Collection(Alone.Name)]
public sealed class RefusedMemoryTests : IDisposable
{
    private readonly ScratchFile _scratch = new();

    [Property(MaxTest = 6)]
    public Property A_build_leaves_no_trace() => Prop.ForAll(SmallNetwork.Any(), static network =>
    {
        string expected = ModelState.ValuesOf(network.Built(network.NewDevice(), (ulong)network.Seed));
        AtEveryRequest(
            () => (Model: network.Make(), Device: network.NewDevice()),
            subject => subject.Model.Build([network.Inputs], (ulong)network.Seed, network.ElementType, subject.Device),
            static subject => subject.Model,
            subject => Assert.Equal(expected, ModelState.ValuesOf(subject.Model)));
    });

    [Property(MaxTest = 6)]
    public Property A_build_over_layers_that_are_built_already_leaves_those_where_they_are() => Prop.ForAll(SmallNetwork.Any(), static network => AtEveryRequest(
        () =>
        {
            var device = network.NewDevice();
            var inner = network.Built(device, (ulong)network.Seed);
            inner.Call(network.Samples(device)).Sum().Backward();
            return (Model: new Sequential(inner, new Dense(2), new Dense(1)), Device: device, Inner: ModelState.ValuesOf(inner));
        },
        subject => subject.Model.Build([network.Inputs], 1, network.ElementType, subject.Device),
        static subject => subject.Model,
        static subject => Assert.Equal(subject.Inner, ModelState.ValuesOf(subject.Model.Children[0]))));

    [Property(MaxTest = 6)]
    public Property A_first_call_leaves_no_trace() => Prop.ForAll(SmallNetwork.Any(), static network => AtEveryRequest(
        () =>
        {
            var device = network.NewDevice();
            return (Model: network.Make(), Samples: network.Samples(device), Streams: BuildContext.NextStandaloneStreams() + (1u << 12));
        },
        static subject => subject.Model.Call(subject.Samples),
        static subject => subject.Model,
        subject =>
        {
            var reference = network.Make();
            using (GradientMode.Disable()) reference.BuildFor([network.Inputs], BuildContext.Standalone(subject.Samples, subject.Streams));
            Assert.Equal(ModelState.ValuesOf(reference), ModelState.ValuesOf(subject.Model));
        }));

    [Property(MaxTest = 6)]
    public Property A_move_to_another_device_leaves_everything_where_it_was() => Prop.ForAll(SmallNetwork.Any(), network => Move(network, network.NewDevice(), network.NewDevice()));

    [GpuFact]
    public void Nor_is_anything_left_on_the_way_to_a_gpu_and_back()
    {
        foreach (var gpu in Gpus.All)
        {
            Move(new SmallNetwork(3, [4, 0, -1, 2], ElementType.Float32, 1, 5), Device.CreateCpu(1), gpu);
            Move(new SmallNetwork(3, [4, 0, -1, 2], ElementType.Float32, 1, 5), gpu, Device.CreateCpu(1));
        }
    }

    [Property(MaxTest = 6)]
    public Property The_seed_of_a_first_training_comes_to_all_values_or_to_none() => Prop.ForAll(SmallNetwork.Any(), static network =>
    {
        string expected = ModelState.ValuesOf(network.Built(network.NewDevice(), 77));
        AtEveryRequest(
            () => network.Built(network.NewDevice(), null),
            static model => model.Settle(77),
            static model => model,
            model => Assert.Equal((expected, (ulong?)77), (ModelState.ValuesOf(model), model.Seed)));
    });

    [Property(MaxTest = 6)]
    public Property Weights_of_a_file_come_to_all_parameters_or_to_none(bool convert) => Prop.ForAll(SmallNetwork.Any(), network =>
    {
        var saved = (convert ? network with { ElementType = ElementType.Float32 } : network).Built(network.NewDevice(), (ulong)network.Seed + 1);
        saved.SaveWeights(_scratch.Path);
        string[] expected = [.. saved.Variables.Select(static variable => string.Join(' ', variable.ToDoubleArray()))];
        AtEveryRequest(
            () => network.Built(network.NewDevice(), (ulong)network.Seed),
            model => model.LoadWeights(_scratch.Path, convert: convert),
            static model => model,
            model => Assert.Equal(expected, model.Variables.Select(static variable => string.Join(' ', variable.ToDoubleArray()))));
    });

    [Property(MaxTest = 6)]
    public Property An_optimizer_gets_a_group_wholly_or_not_at_all() => Prop.ForAll(SmallNetwork.Any(), static network => AtEveryRequest(
        () =>
        {
            var device = network.NewDevice();
            Sequential first = network.Built(device, 1), second = network.Built(device, 2);
            var optimizer = new Adam();
            optimizer.AddGroup(first.Parameters);
            first.Call(network.Samples(device)).Sum().Backward();
            return (Model: first, Second: second, SecondBefore: ModelState.Of(second), Optimizer: optimizer, Values: ModelState.ValuesOf(first));
        },
        static subject => subject.Optimizer.AddGroup(subject.Second.Parameters),
        static subject => subject.Model,
        static subject =>
        {
            Assert.Equal(2, subject.Optimizer.Groups.Count);
            Assert.Equal(subject.Values, ModelState.ValuesOf(subject.Model));
            subject.Optimizer.Step();
        },
        static subject =>
        {
            Assert.Single(subject.Optimizer.Groups);
            Assert.Equal(subject.SecondBefore, ModelState.Of(subject.Second));
        }));

    public void Dispose() => _scratch.Dispose();

    private static void Move(SmallNetwork network, Device from, Device to) => AtEveryRequest(
        () =>
        {
            var model = network.Built(from, (ulong)network.Seed);
            model.Call(network.Samples(from), training: true).Sum().Backward();
            return (Model: model, Values: ModelState.ValuesOf(model));
        },
        subject => subject.Model.To(to),
        static subject => subject.Model,
        subject =>
        {
            Assert.Equal(subject.Values, ModelState.ValuesOf(subject.Model));
            Assert.All(subject.Model.Variables, variable => Assert.Equal((to, null), (variable.Device, variable.Gradient)));
            Assert.NotNull(subject.Model.Call(network.Samples(to), training: true).ToDoubleArray());
        });

    /// <summary>Asks with each request refused in turn, until none is left to refuse.</summary>
    /// <param name="make">Makes anew what is asked, with memory.</param>
    /// <param name="ask">Asks for something that takes memory.</param>
    /// <param name="modelOf">The model that must be as before.</param>
    /// <param name="check">What must be once it was asked again.</param>
    /// <param name="checkRefused">What must be besides before that.</param>
    private static void AtEveryRequest<TSubject>(Func<TSubject> make, Action<TSubject> ask, Func<TSubject, Layer> modelOf, Action<TSubject> check, Action<TSubject>? checkRefused = null)
    {
        for (int request = 0; ; request++)
        {
            var subject = make();
            string before = ModelState.Of(modelOf(subject));
            Exception? thrown;
            int requests;
            using (var shortage = MemoryShortage.At(request))
            {
                thrown = Record.Exception(() => ask(subject));
                requests = shortage.Requests;
            }

            if (thrown is not null)
            {
                Assert.IsType<InsufficientMemoryException>(thrown);
                Assert.Equal(before, ModelState.Of(modelOf(subject)));
                checkRefused?.Invoke(subject);
                ask(subject);
            }

            check(subject);
            if (thrown is not null) continue;
            // nothing was refused, and something could have been
            Assert.Equal(request, requests);
            Assert.InRange(request, 1, 1000);
            return;
        }
    }
}
