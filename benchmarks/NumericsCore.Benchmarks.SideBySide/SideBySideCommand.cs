namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>x</summary>
internal static class SideBySideCommand
{
    /// <summary>x</summary>
    public static int Run(string[] args)
    {
        foreach (var w in new Func<Workload>[] { () => new TrainingStepWorkload(Network.Document, 32, 2), () => new AdamUpdate(1<<20, 2), () => new MatrixProduct(17,31,4099, 2), () => new ElementwiseWorkload<Kernels.Relu>(1<<20, false, x => x.Relu(), x => x.relu(), x=>x.relu_(), 0, 2),() => new ElementwiseWorkload<Kernels.Sigmoid>(1<<20, true, x => x.Sigmoid(), x => x.sigmoid(), x=>x.sigmoid_(), 1e-6, 2) })
        {
            using var x = w();
            Console.WriteLine(x.Check());
            var p = Measurement.Sampler.Alternate(new Measurement.HostClock(), x.Ours, x.Peer, Measurement.SamplingPlan.Thorough);
            Console.WriteLine($"{p.First} {p.Second} {p.Ratio} {p.RatioSpread} {p.Rounds}");
        }
        return 0;
    }
}
