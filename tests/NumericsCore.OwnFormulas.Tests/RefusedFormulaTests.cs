using NumericsCore.Kernels;

namespace NumericsCore.OwnFormulas.Tests;

/// <summary>Formulas that a device's compiler cannot take: the formula, the device and what it does are said, and nothing has run.</summary>
public class RefusedFormulaTests
{
    /// <summary>Each with what the message says of its construct.</summary>
    private static readonly (Func<Tensor, Tensor> Run, string Formula, string Construct)[] s_refused =
    [
        (static x => x.Apply<Throws>(), "Throws", "IL instruction of type 'Throw'"),
        (static x => x.Apply<Boxes>(), "Boxes", "Class type 'System.Object'"),
        (static x => x.Apply<Prints>(), "Prints", "Class type 'System.IO.TextWriter'"),
        (static x => x.Apply<Counts>(), "Counts", "static field 'Int32 s_calls'"),
        (static x => x.Apply<Lists>(), "Lists", "Class type 'System.Collections.Generic.List`1"),
        (static x => x.Apply(new Gelu().Then(new Throws())), "Gelu or NumericsCore.OwnFormulas.Tests.Throws", "IL instruction of type 'Throw'"),
    ];

    /// <summary>More of the same kind, which need no training between them.</summary>
    private static readonly (Func<Tensor, Tensor> Run, string Formula, string Construct)[] s_further =
    [
        (static x => x.Apply<Captures>(), "Captures", "unsupported structure layout"),
        (static x => x.Apply<LooksAtType>(), "LooksAtType", "Class type 'System.Type'"),
        (static x => x.Apply<CallsFunction>(), "CallsFunction", "'Ldftn'"),
    ];

    /// <summary>The other kinds of formulas.</summary>
    private static readonly (Func<Tensor, Tensor> Run, string Formula)[] s_ofOtherKinds =
    [
        (static x => Tensor.Apply<ThrowsOfTwo>(x, x), "ThrowsOfTwo"),
        (static x => Tensor.Apply<ThrowsOfThree>(x, x, x), "ThrowsOfThree"),
        (static x => x.Reduce<ThrowsReduced>(), "ThrowsReduced"),
        (static x => Loss.From<ThrowsLoss>().Call(x, x), "ThrowsLoss"),
        (static x => Loss.From<ThrowsLoss>().Call(x.Reshape(3, 1), x.Reshape(3, 1), sampleWeights: x), "ThrowsLoss"),
        (static x => new Dense(2, Activation.From<Throws>()).Call(x.Reshape(3, 1)), "Throws"),
        (static x => new Dense(2, Activation.From<ThrowsAfterDense>()).Call(x.Reshape(3, 1)), "ThrowsAfterDense"),
    ];

    [GpuFact]
    public void Activations_losses_and_reductions_are_named_too()
    {
        foreach (var device in Gpus.All)
            foreach (var (run, formula) in s_ofOtherKinds)
                AssertRefused(device, run, formula, "IL instruction of type 'Throw'");
    }

    [GpuFact]
    public void They_are_named_with_the_device_and_the_construct_and_the_device_goes_on()
    {
        foreach (var device in Gpus.All)
        {
            // before and after the same training, with kernels that are compiled anew
            string expected = Train(Activation.From<OwnSigmoid>(), Device.Cpu, 8);
            int units = 8;
            foreach (var (run, formula, construct) in s_refused)
            {
                // twice: what was kept of the first time must not be taken for a kernel
                for (int time = 0; time < 2; time++)
                {
                    AssertRefused(device, run, formula, construct);
                }

                Assert.Equal(Train(Activation.From(new LeakyRelu(new(0.125))), Device.Cpu, units), Train(Activation.From(new LeakyRelu(new(0.125))), device, units));
                units++;
            }

            Assert.Equal(expected, Train(Activation.From<OwnSigmoid>(), device, 8));
            Assert.Equal(Tensor.From([1f, 2]).Apply<Gelu>().ToArray<float>(), Tensor.From([1f, 2]).To(device).Apply<Gelu>().ToArray<float>());
        }
    }

    [GpuFact]
    public void Captured_variables_types_and_functions_as_values_are_refused()
    {
        foreach (var device in Gpus.All)
            foreach (var (run, formula, construct) in s_further)
                AssertRefused(device, run, formula, construct);
    }

    [GpuFact]
    public void A_pullback_or_an_update_rule_that_is_refused_changes_no_weight()
    {
        foreach (var device in Gpus.All)
        {
            var (x, y) = Data(device);
            var model = new Sequential(new Dense(4, Activation.From<ThrowsBack>()), new Dense(1));
            model.Build([3], seed: 1, device: device);
            string before = model.WeightsSha256();
            model.Compile(new Sgd(0.1), new MeanSquaredError());
            var error = Assert.Throws<GpuKernelException>(() => model.Fit(x, y, seed: 1));
            Assert.Contains("NumericsCore.OwnFormulas.Tests.ThrowsBack", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, model.WeightsSha256());

            var parameter = new Parameter(Tensor.From([1f, 2]).To(device));
            var optimizer = new ThrowingOptimizer();
            optimizer.AddGroup([parameter]);
            parameter.Square().Sum().Backward();
            error = Assert.Throws<GpuKernelException>(optimizer.Step);
            Assert.Contains("NumericsCore.OwnFormulas.Tests.ThrowingRule", error.Message, StringComparison.Ordinal);
            Assert.Equal([1f, 2], parameter.ToArray<float>());
            Assert.Equal(0, optimizer.StepCount);
        }
    }

    private static void AssertRefused(Device device, Func<Tensor, Tensor> run, string formula, string construct)
    {
        var x = Tensor.From([1f, 2, 3]).To(device);
        var error = Assert.Throws<GpuKernelException>(() => run(x));
        Assert.StartsWith($"The formula NumericsCore.OwnFormulas.Tests.{formula}, in the kernel ", error.Message, StringComparison.Ordinal);
        Assert.Contains(construct, error.Message, StringComparison.Ordinal);
        Assert.Contains(" could not be built for ", error.Message, StringComparison.Ordinal);
        Assert.Equal([1f, 2, 3], x.ToArray<float>());
    }

    private static string Train(Activation activation, Device device, int units)
    {
        var (x, y) = Data(device);
        var model = new Sequential(new Dense(units, activation), new Dense(1));
        model.Compile(new Adam(0.01), new MeanSquaredError());
        model.Fit(x, y, epochs: 2, batchSize: 16, seed: 7);
        return model.WeightsSha256();
    }

    private static (Tensor X, Tensor Y) Data(Device device)
    {
        var x = Tensor.Uniform([32, 3], seed: 1, low: -1, high: 1, device: device);
        return (x, x.Square().Sum(1, keepDims: true));
    }
}
