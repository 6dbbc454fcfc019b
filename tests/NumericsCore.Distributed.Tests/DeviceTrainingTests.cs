namespace NumericsCore.Distributed.Tests;

/// <summary>Processes that compute on GPUs send and receive by way of the host's memory, and end with the bits of one process on the CPU.</summary>
public class DeviceTrainingTests
{
    [GpuTheory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(8, false)]
    public void Any_number_of_processes_on_a_device_gives_the_bits_of_one_on_the_CPU(int processes, bool shardsState)
    {
        string alone = Train(Device.Cpu, null, false);
        foreach (var device in Gpus.All)
            Assert.All(InProcessCommunicator.Run(processes, group => Train(device, group, shardsState)), hash => Assert.Equal(alone, hash));
    }

    [GpuFact]
    public void Some_may_be_on_the_CPU()
    {
        string alone = Train(Device.Cpu, null, false);
        foreach (var device in Gpus.All)
            Assert.All(InProcessCommunicator.Run(2, group => Train(group.Rank == 0 ? Device.Cpu : device, group, false)), hash => Assert.Equal(alone, hash));
    }

    private static string Train(Device device, Communicator? processes, bool shardsState)
    {
        var x = Tensor.Uniform([90, 4], seed: 1, low: -1, high: 1);
        var y = x.Sum(1, keepDims: true).GreaterThan(0);
        // gradients of two buckets
        var model = new Sequential(new Dense(600, Activation.Relu), new Dropout(0.2), new Dense(600, Activation.Relu), new Dense(1, Activation.Sigmoid));
        model.Compile(new Adam(0.01) { ClipNorm = 0.5 }, new BinaryCrossEntropy(classWeights: [1, 3]), Metric.Accuracy);
        model.Build([4], seed: 2, device: device);
        model.Fit(x.To(device), y.To(device), batchSize: 32, epochs: 2, validationSplit: 0.1, seed: 3, callbacks: [new EarlyStopping(patience: 1)], virtualShards: 8, processes: processes, shardOptimizerState: shardsState);
        return model.WeightsSha256();
    }
}
