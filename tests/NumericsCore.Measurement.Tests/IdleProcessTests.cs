namespace NumericsCore.Measurement.Tests;

public class IdleProcessTests
{
    [Theory]
    [InlineData(0, true, 1)]
    [InlineData(7, true, 8)]
    [InlineData(1000, false, 167)]
    public void A_process_is_idle_when_it_uses_no_processor_between_two_looks(int busyLooks, bool idle, int expectedLooks)
    {
        int looks = 0;
        var used = TimeSpan.Zero;
        bool found = IdleProcess.Await(() => used, time =>
        {
            // one of its threads spins
            if (looks++ < busyLooks) used += time;
            return time;
        });
        Assert.Equal((idle, expectedLooks), (found, looks));
    }
}
