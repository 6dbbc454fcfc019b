namespace NumericsCore.Measurement;

/// <summary>A whole step of training a network of 30-128-64-1 with Adam and dropout, from the batch's rows to the loss on the host, recorded once and replayed.</summary>
internal static class TrainingStepKernel
{
    private const int Features = 30;
    private const int Wide = 128;
    private const int Narrow = 64;

    // the first step records, the second replays
    private const int CheckedSteps = 2;

    public static BenchKernel Create() => new("training-step", SizeForm.Batch, Bound.None, Sweep.Of("b32", "b256", "b1024"), Sweep.Of("b32", "b256"), Prepare);

    private static PreparedKernel Prepare(Device device, KernelSize size, long rotatedBytes)
    {
        int batch = size.Count;
        var x = Tensor.Normal([batch, Features], seed: 1, device: device);
        var y = Tensor.Uniform([batch, 1], seed: 2, device: device).GreaterThan(0.5);
        var model = new Sequential(
            new Dense(Wide, Activation.Relu), new Dropout(0.5), new Dense(Narrow, Activation.Relu), new Dropout(0.5), new Dense(1, Activation.Sigmoid));
        model.Build([Features], device: device);
        var optimizer = new Adam();
        optimizer.AddGroup(model.Parameters);
        var data = new TrainingData(x, y, null);
        data.Order.Set([.. Enumerable.Range(0, batch)]);
        var step = new TrainingStep(model, optimizer, new BinaryCrossEntropy(), [], data, batch);
        int weights = Features * Wide + Wide * Narrow + Narrow;
        return new PreparedKernel(step)
        {
            Run = i =>
            {
                step.Run(0);
                if (i == 0) for (int further = 1; further < CheckedSteps; further++) step.Run(0);
            },
            Outputs = () => [[(float)step.Values[0]], .. model.Parameters.Select(static parameter => parameter.ToArray<float>())],
            // forward, and the gradients of weights and inputs; the rest is small beside them
            Flops = 6.0 * batch * weights,
            IsSynchronous = true,
        };
    }
}
