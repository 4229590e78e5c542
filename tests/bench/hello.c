/* The yardstick of `make bench`: a libfcgi program that answers 8 KB from memory and does nothing else. */
#include <fcgiapp.h>
#include <string.h>

int main(void)
{
    static const char head[] =
        "Status: 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 8192\r\n\r\n";
    static char body[8192];
    FCGX_Request request;
    memset(body, 'x', sizeof body);
    if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
        return 1;
    while (FCGX_Accept_r(&request) == 0) {
        FCGX_PutStr(head, sizeof head - 1, request.out);
        FCGX_PutStr(body, sizeof body, request.out);
        FCGX_Finish_r(&request);
    }
    return 0;
}
