add_executable(mingjing-center main.cpp center_config.cpp control_server.cpp)
target_link_libraries(mingjing-center PRIVATE center_http db_repositories db_migrate)
add_executable(mingjingctl ctl_main.cpp)
target_link_libraries(mingjingctl PRIVATE center_domain center_net)
