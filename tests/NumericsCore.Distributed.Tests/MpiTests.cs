namespace NumericsCore.Distributed.Tests;

/// <summary>What is asked of an MPI library and when, with one that writes it down; that training over a real one gives the same bits, .ci/mpi shows.</summary>
public class MpiTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_library_is_started_once_used_and_ended(bool areInts)
    {
        var library = FakeMpi.Load(areInts);
        Assert.Equal(("libfake.so", "Fake MPI 1.2"), (library.Name, library.Version));
        library.Start();
        Assert.Equal(["InitThread", "SetErrorHandler"], FakeMpi.Calls);
        using (var communicator = new MpiCommunicator(library, s_long))
        {
            Assert.Equal((0, 2, "here", "Fake MPI 1.2"), (communicator.Rank, communicator.Size, communicator.Host, communicator.Library));
            FakeMpi.Calls.Clear();
            // what is sent first comes back first, and one message does not stand in the way of the next
            for (byte i = 0; i < 3; i++)
            {
                byte[] received = new byte[2];
                communicator.Exchange([i, 9], 1, received, 1);
                Assert.Equal([i, 9], received);
            }

            communicator.Send([5], 1);
            byte[] last = new byte[1];
            communicator.Receive(last, 1);
            Assert.Equal([5], last);
            Assert.Equal(["Receive", "Send", "Receive", "Send", "Receive", "Send", "Send", "Receive"], FakeMpi.Calls);
            communicator.Abort(3);
            FakeMpi.Calls.Clear();
            communicator.Dispose();
        }

        // and not a second time
        Assert.Equal(["Finish"], FakeMpi.Calls);
    }

    [Fact]
    public void One_that_the_program_has_started_is_taken_as_it_is_and_one_that_has_ended_is_refused()
    {
        var library = FakeMpi.Load(true);
        FakeMpi.IsInitialized = true;
        library.Start();
        Assert.Equal(["SetErrorHandler"], FakeMpi.Calls);
        FakeMpi.IsFinalized = true;
        Assert.Contains("cannot be started again", Assert.Throws<CommunicationException>(library.Start).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partner_that_does_not_answer_ends_the_communication_but_does_not_hold_its_end_up()
    {
        var library = FakeMpi.Load(false);
        library.Start();
        using (var communicator = new MpiCommunicator(library, TimeSpan.FromMilliseconds(20)))
        {
            Assert.Equal("Process 0 of 2 on here has waited for process 1 for 0.02 s: it ended, or hangs.", Assert.Throws<CommunicationException>(() => communicator.Receive(new byte[1], 1)).Message);
            Assert.Contains("nothing more can be sent", Assert.Throws<CommunicationException>(() => communicator.Send([1], 1)).Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Finish", FakeMpi.Calls);
    }

    [Theory]
    [InlineData("InitThread", "MPI_Init_thread of libfake.so failed: a fault of the net")]
    [InlineData("SetErrorHandler", "MPI_Comm_set_errhandler of libfake.so failed: a fault of the net")]
    [InlineData("Send", "MPI_Isend of libfake.so failed: a fault of the net")]
    [InlineData("Receive", "MPI_Irecv of libfake.so failed: a fault of the net")]
    [InlineData("Finish", "MPI_Finalize of libfake.so failed: a fault of the net")]
    public void A_function_that_fails_is_named_with_what_the_library_says(string function, string message)
    {
        var library = FakeMpi.Load(true);
        FakeMpi.Failing = function;
        Assert.Equal(message, Assert.Throws<CommunicationException>(() =>
        {
            library.Start();
            var communicator = new MpiCommunicator(library, s_long);
            communicator.Exchange([1], 1, new byte[1], 1);
            communicator.Dispose();
        }).Message);
    }

    [Fact]
    public void A_library_without_a_function_is_none() =>
        Assert.Equal("libfake.so has no function MPI_Test: it is no MPI library, or one older than MPI 3.", Assert.Throws<CommunicationException>(static () => FakeMpi.Load(true, "MPI_Test")).Message);
}
