namespace NumericsCore.Distributed.Tests;

public class CommunicatorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Collective_operations_reach_all(int size)
    {
        for (int root = 0; root < size; root++)
        {
            byte[][] seen = InProcessCommunicator.Run(size, processes =>
            {
                byte[] bytes = [(byte)processes.Rank, 7];
                processes.Broadcast(bytes, root);
                return bytes;
            });
            Assert.All(seen, bytes => Assert.Equal([(byte)root, 7], bytes));
        }

        byte[][] gathered = InProcessCommunicator.Run(size, processes =>
        {
            byte[] all = new byte[2 * size];
            processes.AllGather([(byte)processes.Rank, (byte)(10 * processes.Rank)], all);
            return all;
        });
        Assert.All(gathered, all => Assert.Equal(Enumerable.Range(0, size).SelectMany(static rank => (byte[])[(byte)rank, (byte)(10 * rank)]), all));
    }

    [Fact]
    public void No_process_leaves_a_barrier_before_all_are_there()
    {
        int arrived = 0;
        int[] seen = InProcessCommunicator.Run(5, processes =>
        {
            Interlocked.Increment(ref arrived);
            processes.Barrier();
            return Volatile.Read(ref arrived);
        });
        Assert.All(seen, static count => Assert.Equal(5, count));
    }

    [Fact]
    public void Who_waits_for_one_that_does_not_answer_gives_up()
    {
        var failed = Assert.Throws<AggregateException>(() => InProcessCommunicator.Run(2, static processes =>
        {
            if (processes.Rank == 0) processes.Receive(new byte[1], 1);
            return 0;
        }, TimeSpan.FromMilliseconds(50)));
        Assert.Contains("Process 0 of 2 has waited for process 1 for 0.05 s", Assert.Single(failed.InnerExceptions).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_ranks_lengths_and_sizes_are_refused()
    {
        var alone = InProcessCommunicator.Create(1)[0];
        Assert.Throws<ArgumentOutOfRangeException>("destination", () => alone.Send([1], 1));
        Assert.Throws<ArgumentOutOfRangeException>("source", () => alone.Receive(new byte[1], -1));
        Assert.Throws<ArgumentException>("all", () => alone.AllGather([1, 2], new byte[3]));
        Assert.Throws<ArgumentOutOfRangeException>("size", () => InProcessCommunicator.Create(0));
        Assert.Throws<ArgumentOutOfRangeException>("timeout", () => InProcessCommunicator.Create(1, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("OMPI_COMM_WORLD_SIZE=4", 4, "Open MPI's mpirun")]
    [InlineData("PMI_SIZE=3", 3, "MPICH's mpiexec")]
    [InlineData("PMI_SIZE=3 SLURM_JOB_ID=7", 3, "Slurm's srun")]
    [InlineData("PMIX_RANK=0 SLURM_NTASKS=16", 16, "Slurm's srun")]
    public void A_launcher_is_known_by_its_environment(string environment, int size, string name)
    {
        var variables = environment.Split(' ').Select(static pair => pair.Split('=')).ToDictionary(static pair => pair[0], static pair => pair[1]);
        var launcher = MpiLauncher.Find(variables.GetValueOrDefault);
        Assert.Equal((name, size), (launcher!.Name, launcher.Size));
    }

    [Fact]
    public void Without_a_launcher_or_a_library_it_is_said_what_to_do()
    {
        Assert.Null(MpiLauncher.Find(static _ => null));
        Assert.Contains("mpirun -n 4", Assert.Throws<CommunicationException>(static () => MpiCommunicator.Start()).Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install openmpi-bin", Assert.Throws<CommunicationException>(static () => MpiLibrary.Load("libno_such_mpi.so.9")).Message, StringComparison.Ordinal);
    }
}
